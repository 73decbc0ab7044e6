import { existsSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { withDescription } from '../../../shared/domain/describe.ts'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { GuestRuntime } from '../../../shared/domain/guest.ts'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { Notice } from '../../../shared/domain/notices.ts'
import type { Logger } from '../../platform/logger.ts'
import type { GuestPaths } from '../../platform/paths.ts'
import { describeExit, isCleanExit } from '../lifecycle/exit.ts'
import { capLogs } from '../process/log-cap.ts'
import type { ProcessEnd, QemuProcess } from '../process/qemu-process.ts'
import type { QmpClient } from '../qmp/index.ts'
import { type RunRecord, writeRunRecord } from '../store/run-file.ts'
import type { GuestContext } from './guest-context.ts'
import type { RunHandle } from './guest-handle.ts'

/** A running QEMU as the guest holds it. */
export class Run implements RunHandle {
  readonly process: QemuProcess
  /** The reason of QEMU's SHUTDOWN event, once it came. */
  shutdownReason: string | null = null
  endRequested = false
  readonly #paths: GuestPaths
  readonly #logs: { close(): void }
  readonly #logger: Logger
  readonly #changed: () => void
  #record: RunRecord
  #written: Promise<void> = Promise.resolve()
  #isOver = false
  #qmp: QmpClient | null = null
  #shutdownTimer: NodeJS.Timeout | null = null

  constructor(options: {
    readonly record: RunRecord
    readonly process: QemuProcess
    readonly paths: GuestPaths
    readonly logger: Logger
    readonly changed: () => void
  }) {
    const { logger, paths } = options
    this.process = options.process
    this.#record = options.record
    this.#paths = paths
    this.#logger = logger
    this.#changed = options.changed
    this.#logs = capLogs(paths.stateDir, (error) => logger.warn('log not capped', { error }))
  }

  get record(): RunRecord {
    return this.#record
  }

  /** Whether QEMU answers; one that does not can only be ended. */
  get answers(): boolean {
    return this.#qmp !== null
  }

  get qmp(): QmpClient {
    if (this.#qmp === null) throw new GuesthouseError('QEMU_NO_ANSWER')
    return this.#qmp
  }

  connected(qmp: QmpClient): void {
    this.#qmp = qmp
  }

  disconnected(): void {
    this.#qmp = null
  }

  async updateRecord(part: Partial<RunRecord>): Promise<void> {
    if (this.#isOver) return
    this.#record = { ...this.#record, ...part }
    this.#changed()
    // One after the other, so that the last one written is the last one that was made.
    this.#written = this.#written
      .catch(() => {})
      .then(() => writeRunRecord(this.#paths.runFile, this.#record))
    await this.#written
  }

  /** Resolves when the record on the disk is the last one. */
  async settled(): Promise<void> {
    await this.#written.catch(() => {})
  }

  /** As updateRecord, for what a later engine would only like to know. Never rejects. */
  async note(part: Partial<RunRecord>): Promise<void> {
    await this.updateRecord(part).catch((error: unknown) => {
      this.#logger.warn('the record of a run is not up to date', { error })
    })
  }

  /** Tells the user of something that the guest goes without; once each. */
  addNotice(notice: Notice): void {
    const { notices } = this.#record
    const about = ({ code, device, params }: Notice) => ({ code, device, params })
    if (notices.some((known) => isDeepStrictEqual(about(known), about(notice)))) return
    void this.note({ notices: [...notices, notice] })
  }

  /** Calls back where the guest is still there after the time. */
  expectEnd(timeoutMs: number, ignored: () => void): void {
    this.endExpectation()
    this.#shutdownTimer = setTimeout(ignored, timeoutMs).unref()
  }

  endExpectation(): void {
    if (this.#shutdownTimer !== null) clearTimeout(this.#shutdownTimer)
    this.#shutdownTimer = null
  }

  /** `now`: what the guest is by its file. What QEMU has no part in holds from there. */
  runtime({ account }: Pick<GuestContext, 'account'>, now: GuestConfig): GuestRuntime {
    const { process, helpers: _, cpu: __, ...rest } = this.#record
    const config = { ...withDescription(rest.config, now), name: now.name }
    return { ...rest, config, uid: account.uid, user: account.name, pid: process.pid }
  }

  /** Closes QMP to a QEMU that goes on; that leads to another attempt to reach it. */
  hangUp(): void {
    this.#qmp?.close()
  }

  /** Lets go of QEMU without touching it. From then on the record may be another run's. */
  letGo(): void {
    this.#isOver = true
    this.endExpectation()
    this.#logs.close()
    this.#qmp?.close()
  }
}

/** Whether a run ended in order, and how, in a few words. */
export function judgeEnd(
  run: Run,
  end: ProcessEnd,
  { pidFile }: GuestPaths,
): { readonly clean: boolean; readonly how: string } {
  const { shutdownReason, endRequested: requested } = run
  const exit = { ...end, shutdownReason, requested }
  // Of one that is not our child, and did not answer, the pid file tells: QEMU removes it.
  const unknown = end.code === null && end.signal === null && shutdownReason === null
  const clean = isCleanExit(exit) || (unknown && !existsSync(pidFile))
  return { clean, how: describeExit(exit) }
}
