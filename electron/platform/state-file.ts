import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { makeDirectory, writeFileAtomic } from './files.ts'
import type { Logger } from './logger.ts'

export interface StateFile<T> {
  /** null where there is none, or none that can be used. Synchronous: windows wait for it. */
  read(): T | null
  /** Writes are made one after the other; a failed one is logged. */
  write(state: T): void
  /** Resolves when the last write has ended. */
  settled(): Promise<void>
}

/** What is kept between two starts, as JSON. `parse` gives null for what cannot be used. */
export function stateFile<T>(
  path: string,
  parse: (content: unknown) => T | null,
  logger: Logger,
): StateFile<T> {
  let last = Promise.resolve()
  return {
    read() {
      try {
        return parse(JSON.parse(readFileSync(path, 'utf8')))
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
          logger.warn('not saved', { path, error: String(error) })
        }
      })
    },
    settled: () => last,
  }
}
