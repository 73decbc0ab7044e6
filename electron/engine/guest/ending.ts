import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { QemuProcess } from '../process/qemu-process.ts'
import { type Ender, endProcess, type HarderStep } from '../process/stop.ts'
import type { Run } from './run.ts'

/** How a guest's QEMU is ended; tells of each step past the one that a well QEMU follows. */
export class Ending {
  readonly #ender: Ender
  readonly #changed: () => void
  #step: HarderStep | null = null

  constructor(ender: Ender, changed: () => void) {
    this.#ender = ender
    this.#changed = changed
  }

  /** In the words of GuestView.job; null while nothing out of the ordinary is done. */
  get job(): string | null {
    return this.#step === null ? null : `power-off:${this.#step}`
  }

  /** Rejects with QEMU_CANNOT_BE_ENDED. */
  async endRun(run: Run): Promise<void> {
    run.endRequested = true
    await this.endProcess(run.process, run.answers ? () => run.qmp.execute('quit') : null)
  }

  /** Rejects with QEMU_CANNOT_BE_ENDED. */
  async endProcess(
    process: QemuProcess,
    quit: (() => Promise<unknown>) | null = null,
  ): Promise<void> {
    const gone = await endProcess(process, quit, this.#ender, (step) => this.#show(step))
    this.#show(null)
    if (!gone) throw new GuesthouseError('QEMU_CANNOT_BE_ENDED', { pid: process.identity.pid })
  }

  #show(step: HarderStep | null): void {
    if (this.#step === step) return
    this.#step = step
    this.#changed()
  }
}
