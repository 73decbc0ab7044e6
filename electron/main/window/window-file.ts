import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { makeDirectory, writeFileAtomic } from '../../platform/files.ts'
import type { Logger } from '../../platform/logger.ts'
import { parseWindowState, type WindowState } from './window-bounds.ts'

export interface WindowFile {
  /** null where there is none, or none that can be used. Synchronous: the window waits for it. */
  read(): WindowState | null
  /** Writes are made one after the other; a failed one is logged. */
  write(state: WindowState): void
  /** Resolves when the last write has ended. */
  settled(): Promise<void>
}

/** Where the window was, kept between two starts. */
export function windowFile(path: string, logger: Logger): WindowFile {
  let last = Promise.resolve()
  return {
    read() {
      try {
        return parseWindowState(JSON.parse(readFileSync(path, 'utf8')))
      } catch {
        return null
      }
    },
    write(state) {
      last = last.then(async () => {
        try {
          await makeDirectory(dirname(path))
          await writeFileAtomic(path, `${JSON.stringify(state)}\n`)
        } catch (error) {
          logger.warn('the place of the window was not saved', { error: String(error) })
        }
      })
    },
    settled: () => last,
  }
}
