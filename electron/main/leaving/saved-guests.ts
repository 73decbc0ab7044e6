import { readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import * as z from 'zod/mini'
import { guestIdSchema } from '../../../shared/domain/guest-config.ts'
import { errorCode, makeDirectory, writeFileAtomic } from '../../platform/files.ts'
import type { Logger } from '../../platform/logger.ts'

/** The guests that were saved because their user left, on the disk until the user was asked. */
export interface SavedGuests {
  list(): readonly string[]
  add(id: string): void
  remove(id: string): void
  clear(): void
  /** Resolves when everything is written. */
  settled(): Promise<void>
}

const contentSchema = z.object({ guests: z.array(guestIdSchema) })

/**
 * Reads the file and keeps it up to date. Never rejects: what cannot be read is logged and begun
 * anew, and a list that cannot be written holds until the app ends.
 */
export async function openSavedGuests(path: string, logger: Logger): Promise<SavedGuests> {
  const ids = new Set(await read(path, logger))
  let last = Promise.resolve()
  const write = (): void => {
    last = last.then(async () => {
      try {
        if (ids.size === 0) return await rm(path, { force: true })
        await makeDirectory(dirname(path))
        await writeFileAtomic(path, `${JSON.stringify({ guests: [...ids] })}\n`)
      } catch (error) {
        logger.error('which machines were saved could not be noted', { path, error: String(error) })
      }
    })
  }
  return {
    list: () => [...ids],
    add(id) {
      if (ids.has(id)) return
      ids.add(id)
      write()
    },
    remove(id) {
      if (ids.delete(id)) write()
    },
    clear() {
      if (ids.size === 0) return
      ids.clear()
      write()
    },
    settled: () => last,
  }
}

async function read(path: string, logger: Logger): Promise<readonly string[]> {
  try {
    return contentSchema.parse(JSON.parse(await readFile(path, 'utf8'))).guests
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') {
      logger.warn('which machines were saved is not known', { path, error: String(error) })
    }
    return []
  }
}
