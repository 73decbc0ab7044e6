import { type ErrorData, GuesthouseError } from '../../../shared/domain/errors.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'
import type { Logger } from '../../platform/logger.ts'
import type { ProcessIdentity } from '../../platform/process-identity.ts'
import type { GuestAccount, RunFiles } from '../account/index.ts'
import { endHelpers } from '../process/end-helpers.ts'
import { adoptProcess } from '../process/qemu-process.ts'
import type { RunRecord } from '../store/run-file.ts'
import { Ending } from './ending.ts'
import { OneAtATime } from './one-at-a-time.ts'

interface BrokenOptions {
  readonly id: string
  readonly error: ErrorData
  /** ms since the epoch */
  readonly since: number
  readonly logger: Logger
  readonly account: GuestAccount
  readonly files: RunFiles
  readonly changed: (view: GuestView) => void
  /** Its QEMU, where one was found, and what was started beside it. */
  readonly qemu: ProcessIdentity | null
  readonly helpers: RunRecord['helpers']
}

/**
 * A guest whose file cannot be used. Nothing can be done with it, so that the file can be mended by
 * hand; a QEMU of it that runs can be ended.
 */
export class BrokenGuest {
  readonly #options: BrokenOptions
  readonly #jobs: OneAtATime
  readonly #ending: Ending
  #qemu: ProcessIdentity | null

  constructor(options: BrokenOptions) {
    const changed = (): void => options.changed(this.view())
    this.#options = options
    this.#qemu = options.qemu
    this.#jobs = new OneAtATime(changed)
    this.#ending = new Ending(options, changed)
  }

  view(): GuestView {
    const { id, error, since } = this.#options
    return {
      ...{ id, name: id, state: 'broken', since, config: null, runtime: null, error },
      actions: this.#qemu === null ? [] : ['power-off'],
      job: this.#ending.job ?? this.#jobs.current,
    }
  }

  /** Rejects with GUEST_BROKEN where no QEMU of it was found, QEMU_CANNOT_BE_ENDED. */
  async powerOff(): Promise<void> {
    const qemu = this.#qemu
    if (qemu === null) throw new GuesthouseError('GUEST_BROKEN')
    await this.#jobs.run('power-off', async () => {
      // SIGTERM has QEMU end in order, as its own command does.
      await this.#ending.endProcess(adoptProcess(qemu))
      this.#qemu = null
      await endHelpers(this.#options.helpers, this.#options)
      await this.#options.files.giveBack(this.#options.id)
    })
  }
}
