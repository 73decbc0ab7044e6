import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { type ErrorData, GuesthouseError, toErrorData } from '../../../shared/domain/errors.ts'
import type { GuestRuntime, GuestState, GuestView } from '../../../shared/domain/guest.ts'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { GuestPaths } from '../../platform/paths.ts'
import { isAlive } from '../../platform/process-identity.ts'
import type { ConsoleEndpoint, ConsoleRequest } from '../api.ts'
import { describeExit, isCleanExit } from '../lifecycle/exit.ts'
import { diskError, stopError } from '../lifecycle/stop-reason.ts'
import {
  allowedActions,
  type LifecycleEvent,
  type RunState,
  transition,
} from '../lifecycle/state.ts'
import { capLogs } from '../process/log-cap.ts'
import type { ProcessEnd, QemuProcess } from '../process/qemu-process.ts'
import { endProcess } from '../process/stop.ts'
import type { QmpClient, QmpEvent } from '../qmp/index.ts'
import type { RunRecord } from '../store/run-file.ts'
import { consoleEndpoint } from './console-endpoint.ts'
import { connectEventually } from './connect-eventually.ts'
import type { GuestContext } from './guest-context.ts'
import { launch } from './launch.ts'
import { OneAtATime } from './one-at-a-time.ts'
import { unlessAborted } from './unless-aborted.ts'

/** A guest that has not followed a request to shut down after this time is said to ignore it. */
export const SHUTDOWN_PATIENCE_MS = 90_000

/** A QEMU that closed its QMP is most often about to end, and needs no asking. */
const SETTLE_MS = 500

/** A running QEMU as the guest holds it. */
interface Run {
  record: RunRecord
  readonly process: QemuProcess
  /** null where QEMU does not answer: it can then only be ended. */
  qmp: QmpClient | null
  shutdownReason: string | null
  endRequested: boolean
  readonly logs: { close(): void }
  shutdownTimer: NodeJS.Timeout | null
}

/** One guest: its description, its state, and its QEMU while there is one. */
export class Guest {
  readonly paths: GuestPaths
  readonly #context: GuestContext
  readonly #jobs = new OneAtATime()
  #config: GuestConfig
  #state: GuestState = 'stopped'
  #since: number
  #error: ErrorData | null = null
  #run: Run | null = null
  #closed = false
  /** The sockets of the last run are being removed. */
  #tidied: Promise<void> = Promise.resolve()

  constructor(config: GuestConfig, paths: GuestPaths, context: GuestContext) {
    this.#config = config
    this.paths = paths
    this.#context = context
    this.#since = config.createdAt
  }

  get config(): GuestConfig {
    return this.#config
  }

  view(): GuestView {
    const run = this.#run
    const runtime: GuestRuntime | null = run && {
      run: run.record.run,
      pid: run.record.process.pid,
      uid: this.#context.uid,
      user: this.#context.user,
      startedAt: run.record.startedAt,
      accelerator: run.record.accelerator,
      acceleratorReason: run.record.acceleratorReason,
    }
    return {
      id: this.#config.id,
      name: this.#config.name,
      state: this.#state,
      since: this.#since,
      actions: [...allowedActions(this.#state, run?.qmp != null)],
      config: this.#config,
      runtime,
      error: this.#error,
    }
  }

  async start(): Promise<void> {
    this.#require('start')
    await this.#jobs.run('start', async (signal) => {
      const before = { state: this.#state, error: this.#error }
      this.#error = null
      this.#apply({ type: 'start-requested' })
      try {
        const known = Promise.all([this.#context.qemu(), this.#context.acceleration()])
        const [qemu, acceleration] = await unlessAborted(known, signal)
        const { env, logger, uid } = this.#context
        const { config, paths } = this
        await this.#tidied
        const launched = await launch({
          config,
          paths,
          qemu,
          acceleration,
          uid,
          env,
          logger,
          signal,
        })
        this.#connect(this.#attach(launched.record, launched.process), launched.qmp)
      } catch (error) {
        this.#tidy()
        this.#error = signal.aborted ? before.error : toErrorData(error)
        this.#apply({ type: 'start-failed', before: before.state })
        throw error
      }
      await this.#firstRunState()
    })
  }

  /** It answered once, so it runs, whatever it does now. */
  async #firstRunState(): Promise<void> {
    const run = this.#run
    try {
      await this.#readRunState()
    } catch (error) {
      if (run === null || this.#run !== run) throw error
      this.#apply({ type: 'run-state', status: 'running' })
      if (isAlive(run.record.process)) run.qmp?.close()
      else await run.process.ended
      throw error
    }
  }

  async shutdown(): Promise<void> {
    this.#require('shutdown')
    await this.#jobs.run('shutdown', async (signal) => {
      const run = this.#reachable()
      await unlessAborted(run.qmp.execute('system_powerdown'), signal)
      this.#error = null
      this.#apply({ type: 'shutdown-requested' })
      if (run.shutdownTimer !== null) clearTimeout(run.shutdownTimer)
      run.shutdownTimer = setTimeout(() => {
        this.#error = new GuesthouseError('SHUTDOWN_IGNORED').toData()
        this.#apply({ type: 'shutdown-ignored' })
      }, SHUTDOWN_PATIENCE_MS).unref()
    })
  }

  async powerOff(): Promise<void> {
    this.#require('power-off')
    // Whatever runs would only wait for a QEMU that is about to end.
    await this.#jobs.cancel(new GuesthouseError('START_CANCELLED'))
    const run = this.#run
    if (run === null) return
    await this.#jobs.run('power-off', async () => {
      run.endRequested = true
      const { qmp } = run
      const quit = qmp === null ? null : () => qmp.execute('quit')
      const gone = await endProcess(run.process, quit, this.#context.logger)
      if (!gone) throw new GuesthouseError('QEMU_CANNOT_BE_ENDED', { pid: run.record.process.pid })
      this.#ended(run, { code: 0, signal: null })
      await this.#tidied
    })
  }

  async reset(): Promise<void> {
    await this.#command('reset', (qmp) => qmp.execute('system_reset'))
  }

  async pause(): Promise<void> {
    await this.#command('pause', (qmp) => qmp.execute('stop'))
  }

  async resume(): Promise<void> {
    await this.#command('resume', (qmp) => qmp.execute('cont'))
  }

  async rename(name: string): Promise<void> {
    this.#require('rename')
    await this.#jobs.run('rename', async () => {
      this.#config = await this.#context.rename(this.#config.id, name)
      this.#changed()
    })
  }

  /** Runs `remove` while nothing else may happen to the guest. */
  async delete(remove: () => Promise<void>): Promise<void> {
    this.#require('delete')
    await this.#jobs.run('delete', async () => {
      await remove()
      await rm(this.paths.stateDir, { recursive: true, force: true }).catch((error: unknown) => {
        this.#context.logger.warn('logs left behind', { error })
      })
    })
  }

  console(request: ConsoleRequest): ConsoleEndpoint {
    if (this.#run === null) throw new GuesthouseError('CONSOLE_UNAVAILABLE')
    return consoleEndpoint(request, this.#config, this.paths)
  }

  /**
   * Takes over a QEMU that was found running. Until it answers it can only be powered off. Resolves
   * when it does, or is gone.
   */
  async adopt(record: RunRecord, process: QemuProcess): Promise<void> {
    this.#state = 'running'
    this.#since = record.startedAt
    await this.#seekAnswer(this.#attach(record, process))
  }

  async #seekAnswer(run: Run): Promise<void> {
    const qmp = await connectEventually({
      path: this.paths.qmpSocket,
      wanted: () => !this.#closed && this.#run === run && isAlive(run.record.process),
      failed: (error) => {
        this.#context.logger.warn('a running QEMU does not answer', { id: this.#config.id, error })
        run.process.checkEnd()
        this.#error ??= new GuesthouseError('QEMU_NO_ANSWER').toData()
        this.#changed()
      },
    })
    if (qmp === null) return
    if (this.#closed || this.#run !== run) return qmp.close()
    this.#connect(run, qmp)
    try {
      const { enabled } = await qmp.execute('query-kvm')
      run.record = { ...run.record, accelerator: enabled ? 'kvm' : 'tcg' }
      if (this.#error?.code === 'QEMU_NO_ANSWER') this.#error = null
      await this.#readRunState()
    } catch {
      // Its end leads to another attempt.
      qmp.close()
    }
  }

  /** The guest was running when the last engine closed and is not any more. */
  foundEnded(clean: boolean): void {
    if (clean) return
    this.#state = 'crashed'
    this.#error = new GuesthouseError('CRASHED_UNSEEN').toData()
  }

  /** Lets go of a QEMU without touching it. */
  async close(): Promise<void> {
    // A start that is under way ends before another engine may look for its QEMU.
    await this.#jobs.settled()
    this.#closed = true
    const run = this.#run
    if (run !== null) {
      run.logs.close()
      run.qmp?.close()
      if (run.shutdownTimer !== null) clearTimeout(run.shutdownTimer)
    }
    await this.#tidied
  }

  #attach(record: RunRecord, process: QemuProcess): Run {
    const { logger } = this.#context
    const logs = capLogs(this.paths.stateDir, (error) => logger.warn('log not capped', { error }))
    const run: Run = {
      ...{ record, process, qmp: null, logs },
      ...{ shutdownReason: null, endRequested: false, shutdownTimer: null },
    }
    this.#run = run
    void process.ended.then((end) => this.#ended(run, end))
    return run
  }

  #connect(run: Run, qmp: QmpClient): void {
    run.qmp = qmp
    qmp.onEvent((event) => this.#onEvent(run, event))
    qmp.onClose(() => this.#lost(run))
  }

  #onEvent(run: Run, event: QmpEvent): void {
    if (this.#run !== run) return
    if (event.event === 'SHUTDOWN') run.shutdownReason = event.data.reason
    else if (event.event === 'RESUME') this.#apply({ type: 'run-state', status: 'running' })
    // STOP does not say why: paused by us, or by a disk error.
    else if (event.event === 'STOP') void this.#readRunState().catch(() => {})
    // A guest that restarts did not shut down.
    else if (event.event === 'RESET') this.#apply({ type: 'shutdown-ignored' })
    else if (event.event === 'BLOCK_IO_ERROR') {
      this.#error = diskError(event.data)?.toData() ?? this.#error
      this.#changed()
    }
  }

  /** QMP is gone: most often because QEMU is. */
  #lost(run: Run): void {
    if (this.#closed || this.#run !== run) return
    run.qmp = null
    run.process.checkEnd()
    setTimeout(() => {
      if (this.#run !== run) return
      this.#changed()
      void this.#seekAnswer(run)
    }, SETTLE_MS).unref()
  }

  #ended(run: Run, end: ProcessEnd): void {
    if (this.#closed || this.#run !== run) return
    this.#run = null
    run.logs.close()
    run.qmp?.close()
    if (run.shutdownTimer !== null) clearTimeout(run.shutdownTimer)
    const exit = { ...end, shutdownReason: run.shutdownReason, requested: run.endRequested }
    // Of one that is not our child, and did not answer, the pid file tells: QEMU removes it.
    const unknown = end.code === null && end.signal === null && run.shutdownReason === null
    const clean = isCleanExit(exit) || (unknown && !existsSync(this.paths.pidFile))
    this.#error = clean
      ? null
      : new GuesthouseError('QEMU_CRASHED', { how: describeExit(exit) }).toData()
    this.#apply({ type: 'exited', clean })
    this.#tidy()
  }

  #tidy(): void {
    const { runtimeDir } = this.paths
    this.#tidied = rm(runtimeDir, { recursive: true, force: true }).catch((error: unknown) => {
      this.#context.logger.warn('sockets left behind', { error })
    })
  }

  async #readRunState(): Promise<void> {
    const run = this.#run
    if (run?.qmp == null) return
    const { status } = await run.qmp.execute('query-status')
    if (this.#run !== run) return
    this.#error ??= stopError(status as RunState)?.toData() ?? null
    this.#apply({ type: 'run-state', status: status as RunState })
  }

  async #command(
    action: 'reset' | 'pause' | 'resume',
    send: (qmp: QmpClient) => Promise<unknown>,
  ): Promise<void> {
    this.#require(action)
    await this.#jobs.run(action, async (signal) => {
      await unlessAborted(send(this.#reachable().qmp), signal)
      this.#error = null
      await unlessAborted(this.#readRunState(), signal)
    })
  }

  #reachable(): Run & { qmp: QmpClient } {
    const run = this.#run
    if (run?.qmp == null) throw new GuesthouseError('QEMU_NO_ANSWER')
    return run as Run & { qmp: QmpClient }
  }

  #require(action: GuestView['actions'][number]): void {
    if (this.view().actions.includes(action)) return
    throw new GuesthouseError('GUEST_WRONG_STATE', { state: this.#state })
  }

  #apply(event: LifecycleEvent): void {
    const next = transition(this.#state, event)
    if (next !== this.#state) {
      this.#state = next
      this.#since = Date.now()
      const timer = this.#run?.shutdownTimer ?? null
      if (next !== 'stopping' && timer !== null) clearTimeout(timer)
    }
    this.#changed()
  }

  #changed(): void {
    if (!this.#closed) this.#context.changed(this.view())
  }
}
