import { readFile } from 'node:fs/promises'
import * as z from 'zod/mini'
import { errorCode, writeFileAtomic } from '../../platform/files.ts'
import type { Logger } from '../../platform/logger.ts'

const recordSchema = z.object({
  /** Of the bus that the names belong to: another bus gives the same names to others. */
  bus: z.string(),
  /** Who holds each device, by its unique name on the bus. Devices that nobody holds are left out. */
  holders: z.record(z.string(), z.string()),
})
export type TapRecord = z.infer<typeof recordSchema>

/**
 * Who holds which device. Below /run, so that it goes with the devices when the computer is started
 * again; it is written before anybody is told of a device.
 */
export async function readTapRecord(path: string, logger: Logger): Promise<TapRecord | null> {
  try {
    return recordSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    // Without it nobody holds them: those that are open stay until they are closed.
    if (errorCode(error) !== 'ENOENT') {
      logger.warn('the record of TAP devices cannot be read', { path, error: String(error) })
    }
    return null
  }
}

/** Rejects with NO_SPACE or FILE_WRITE_FAILED. */
export const writeTapRecord = (path: string, record: TapRecord): Promise<void> =>
  writeFileAtomic(path, JSON.stringify(record))
