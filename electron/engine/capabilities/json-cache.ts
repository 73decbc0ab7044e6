import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type * as z from 'zod/mini'
import { errorCode, makeDirectory, writeFileAtomic } from '../../platform/files.ts'
import type { Logger } from '../../platform/logger.ts'

/**
 * What a cache file holds, or null where it is absent, damaged or of another shape: what is cached
 * can be found out again, so nothing about the file is an error.
 */
export async function readCache<T>(
  path: string,
  schema: z.ZodMiniType<T>,
  logger: Logger,
): Promise<T | null> {
  try {
    const parsed = schema.safeParse(JSON.parse(await readFile(path, 'utf8')))
    if (parsed.success) return parsed.data
    logger.info('a cache file of another shape is ignored', { path })
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') logger.info('a cache file is ignored', { path, error })
  }
  return null
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
