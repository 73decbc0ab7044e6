import { readFile } from 'node:fs/promises'
import { errorCode, writeFileAtomic } from '../../../platform/files.ts'
import type { Logger } from '../../../platform/logger.ts'
import { type AccessRecord, accessRecordSchema, nobodys } from './access-record.ts'

/** The access records of all guests, in memory and beside each guest's description. */
export class AccessStore {
  readonly #fileOf: (id: string) => string
  readonly #logger: Logger
  readonly #records = new Map<string, AccessRecord>()
  /** Writes to one file are made one after the other. */
  readonly #writes = new Map<string, Promise<void>>()

  constructor(fileOf: (id: string) => string, logger: Logger) {
    this.#fileOf = fileOf
    this.#logger = logger
  }

  /** A record that cannot be read leaves the guest to those who manage all of them. */
  async load(ids: readonly string[]): Promise<void> {
    await Promise.all(
      ids.map(async (id) => {
        this.#records.set(id, await this.#read(id))
      }),
    )
  }

  of(id: string): AccessRecord {
    return this.#records.get(id) ?? nobodys
  }

  has(id: string): boolean {
    return this.#records.has(id)
  }

  /** Holds at once; resolves when it is on the disk. Rejects with NO_SPACE or FILE_WRITE_FAILED. */
  set(id: string, record: AccessRecord): Promise<void> {
    this.#records.set(id, record)
    const before = this.#writes.get(id) ?? Promise.resolve()
    const write = before
      .catch(() => {})
      .then(() => writeFileAtomic(this.#fileOf(id), `${JSON.stringify(record)}\n`))
    this.#writes.set(id, write)
    return write
  }

  /** Resolves when what was set is on the disk; rejects as `set` did. */
  async settled(id: string): Promise<void> {
    await this.#writes.get(id)
  }

  forget(id: string): void {
    this.#records.delete(id)
    this.#writes.delete(id)
  }

  async #read(id: string): Promise<AccessRecord> {
    const path = this.#fileOf(id)
    try {
      return accessRecordSchema.parse(JSON.parse(await readFile(path, 'utf8')))
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') this.#logger.warn('nobody owns a guest', { path, error })
      return nobodys
    }
  }
}
