import { rm } from 'node:fs/promises'
import * as z from 'zod/mini'
import { writeFileAtomic } from '../../platform/files.ts'
import type { Logger } from '../../platform/logger.ts'
import { NotPlain, readPlain } from '../../platform/plain-file.ts'

/** One file or folder that was given to QEMU's account, and what it was before. */
const handedOverSchema = z.object({
  kind: z.enum(['file', 'folder', 'state']),
  /** Without symbolic links. */
  path: z.string(),
  /** Which file it is, stat(2); as text, because they may pass 2^53. */
  device: z.string(),
  inode: z.string(),
  /** What it had before. */
  group: z.int(),
  mode: z.int(),
  /** To which group it was given. */
  givenTo: z.int(),
})
export type HandedOver = z.infer<typeof handedOverSchema>

const recordSchema = z.object({ schema: z.literal(1), entries: z.array(handedOverSchema) })

/** A chain of thirty files for each of sixteen disks. */
const RECORD_MAX_BYTES = 1024 * 1024

/** Durable: it is there before the first file is changed. Rejects with NO_SPACE or FILE_WRITE_FAILED. */
export async function writeHandedOver(path: string, entries: readonly HandedOver[]): Promise<void> {
  if (entries.length === 0) await rm(path, { force: true })
  else await writeFileAtomic(path, JSON.stringify({ schema: 1, entries }))
}

/** Empty where there is none. One that cannot be read is logged: its files stay as they are. */
export async function readHandedOver(path: string, logger: Logger): Promise<HandedOver[]> {
  try {
    const owners = [process.getuid?.() ?? -1]
    const text = (await readPlain(path, { owners, maxBytes: RECORD_MAX_BYTES })).toString('utf8')
    return recordSchema.parse(JSON.parse(text)).entries
  } catch (error) {
    const absent = !(error instanceof NotPlain) && isAbsent(error)
    if (!absent) logger.error('the record of files handed over cannot be read', { path, error })
    return []
  }
}

const isAbsent = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'
