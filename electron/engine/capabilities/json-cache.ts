import { type FileHandle, open, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type * as z from 'zod/mini'
import { errorCode, makeDirectory, writeFileAtomic } from '../../platform/files.ts'
import type { Logger } from '../../platform/logger.ts'

interface Read {
  /** Which file that was: another one takes its place when it is written (writeFileAtomic). */
  readonly version: string
  readonly schema: z.ZodMiniType
  readonly value: unknown
}

/** By path. Reading and checking what QEMU can do costs each start some ms of this thread. */
const lastRead = new Map<string, Read>()

interface FileVersion {
  readonly ino: bigint
  readonly size: bigint
  readonly mtimeNs: bigint
  readonly ctimeNs: bigint
}

const versionOf = ({ ino, size, mtimeNs, ctimeNs }: FileVersion): string =>
  [ino, size, mtimeNs, ctimeNs].join(' ')

/**
 * What a cache file holds, or null where it is absent, damaged or of another shape: what is cached
 * can be found out again, so nothing about the file is an error. A file that was read already and
 * is the same is only looked at; callers share the value, and leave it as it is.
 */
export async function readCache<T>(
  path: string,
  schema: z.ZodMiniType<T>,
  logger: Logger,
): Promise<T | null> {
  try {
    const known = lastRead.get(path)
    if (known?.schema === schema && known.version === versionOf(await stat(path, { bigint: true })))
      return known.value as T
    const { version, text } = await readVersion(path)
    const parsed = schema.safeParse(JSON.parse(text))
    if (parsed.success) {
      lastRead.set(path, { version, schema, value: parsed.data })
      return parsed.data
    }
    logger.info('a cache file of another shape is ignored', { path })
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') logger.info('a cache file is ignored', { path, error })
  }
  lastRead.delete(path)
  return null
}

/** Both of one file, whatever takes its name meanwhile. */
async function readVersion(path: string): Promise<{ version: string; text: string }> {
  let file: FileHandle | undefined
  try {
    file = await open(path)
    const version = versionOf(await file.stat({ bigint: true }))
    return { version, text: await file.readFile('utf8') }
  } finally {
    await file?.close()
  }
}

/** Writes a cache file. A failure costs time at the next start and is logged, no more. */
export async function writeCache(path: string, value: unknown, logger: Logger): Promise<void> {
  try {
    await makeDirectory(dirname(path))
    await writeFileAtomic(path, `${JSON.stringify(value)}\n`)
  } catch (error) {
    logger.warn('a cache file could not be written', { path, error })
  }
}
