import { existsSync } from 'node:fs'
import { type ErrorData, GuesthouseError, toErrorData } from '../../../shared/domain/errors.ts'
import type { GuestAction, GuestState, GuestView } from '../../../shared/domain/guest.ts'
import type { DescribeGuest } from '../../../shared/domain/describe.ts'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { JobKind } from '../../../shared/domain/jobs.ts'
import type { GuestPaths } from '../../platform/paths.ts'
import { isAlive } from '../../platform/process-identity.ts'
import type { Job } from '../jobs/job-list.ts'
import { refusal } from '../lifecycle/refusal.ts'
import {
  allowedActions,
  type LifecycleEvent,
  type RunState,
  transition,
} from '../lifecycle/state.ts'
import { diskError, stopError } from '../lifecycle/stop-reason.ts'
import type { ProcessEnd, QemuProcess } from '../process/qemu-process.ts'
import { takeBefore } from '../pictures/index.ts'
import { mendSnapshots } from '../snapshots/mend-snapshots.ts'
import type { QmpClient, QmpEvent } from '../qmp/index.ts'
import { enterScope } from '../scope/index.ts'
import type { RunRecord } from '../store/run-file.ts'
import { connectEventually } from './connect-eventually.ts'
import { Ending } from './ending.ts'
import type { GuestContext } from './guest-context.ts'
import { GuestFile } from './guest-file.ts'
import type { GuestHandle, RunHandle } from './guest-handle.ts'
import type { LaunchTurn } from './launch-input.ts'
import { launch } from './launch.ts'
import { LeftRunning } from './left-running.ts'
import { OneAtATime } from './one-at-a-time.ts'
import { judgeEnd, Run } from './run.ts'
import type { StartPlan } from './start-plan.ts'
import { failedStart, tidyRun } from './tidy-run.ts'
import { unlessAborted } from './unless-aborted.ts'
import { within } from './within.ts'

/** ms for an operation to undo itself when QEMU is to be ended; one that does not answer is. */
const UNDO_PATIENCE_MS = 10_000
/** A QEMU that closed its QMP is most often about to end, and needs no asking. */
const SETTLE_MS = 500

/** One guest: its description, its state, and its QEMU while there is one. */
export class Guest {
  readonly paths: GuestPaths
  readonly #context: GuestContext
  readonly #file: GuestFile
  readonly #jobs: OneAtATime
  readonly #ending: Ending
  #state: GuestState = 'stopped'
  #since: number
  #error: ErrorData | null = null
  #run: Run | null = null
  #closed = false
  /** What a start has made so far. */
  #starting: QemuProcess | null = null
  /** What the last run left is being removed. */
  #tidied: Promise<void> = Promise.resolve()

  constructor(config: GuestConfig, paths: GuestPaths, context: GuestContext) {
    this.#file = new GuestFile(config, context, () => this.#changed())
    this.paths = paths
    this.#context = context
    this.#since = config.createdAt
    this.#jobs = new OneAtATime(() => this.#changed())
    this.#ending = new Ending(context, () => this.#changed())
  }

  get config(): GuestConfig {
    return this.#file.config
  }

  get state(): GuestState {
    return this.#state
  }

  /** null while no QEMU runs. */
  get run(): Run | null {
    return this.#run
  }

  view(): GuestView {
    const run = this.#run
    return {
      id: this.config.id,
      name: this.config.name,
      state: this.#state,
      since: this.#since,
      actions: [...allowedActions(this.#state, run?.answers === true, this.config.template)],
      config: this.config,
      runtime: run === null ? null : run.runtime(this.#context, this.config),
      job: this.#ending.job ?? this.#jobs.current,
      error: this.#error,
    }
  }

  /** Starts the guest as the plan says, which is made while no other operation may run. */
  async startWith(
    makePlan: (handle: GuestHandle) => Promise<StartPlan>,
    kind: JobKind | null = null,
  ): Promise<void> {
    await this.operate('start', kind, async (handle) => {
      await mendSnapshots(handle)
      const plan = await makePlan(handle)
      try {
        const { signal } = handle.job
        await this.#context.launches.during((ready) => this.#start(plan, { signal, ready }))
      } finally {
        await plan.close?.()
      }
      await plan.started?.().catch((error: unknown) => {
        this.#context.logger.warn('after the start', { error })
      })
    })
  }

  async #start(plan: StartPlan, { signal, ready }: LaunchTurn): Promise<void> {
    const before = { state: this.#state, error: this.#error }
    this.#error = null
    this.#apply({ type: 'start-requested' })
    try {
      const context = this.#context
      const known = Promise.all([context.qemu(), context.acceleration()])
      const [qemu, acceleration] = await unlessAborted(known, signal)
      await this.#tidied
      const spawned = (process: QemuProcess): void => void (this.#starting = process)
      const given = { plan, paths: this.paths, qemu, acceleration, context, signal, ready }
      const { record, process, qmp, gathering } = await launch({ ...given, spawned })
      const run = this.#attach(record, process)
      this.#connect(run, qmp)
      const attached = gathering.attach(run, (name) => this.#helperEnded(run, name))
      // The answer does not wait for it.
      if (context.account.ofSession) void attached.then(() => enterScope(run, context))
    } catch (error) {
      const left = error instanceof LeftRunning ? error : null
      this.#error = signal.aborted && left === null ? before.error : toErrorData(error)
      // It has the guest's disks, so that the guest is no stopped one until it is gone.
      if (left !== null) this.#attach(left.record, left.process).endRequested = true
      else {
        this.#tidied = tidyRun(failedStart(plan.config), this, this.#context)
        this.#apply({ type: 'start-failed', before: before.state })
      }
      throw error
    } finally {
      this.#starting = null
    }
    await this.#firstRunState()
  }

  /** It answered once, so it runs, whatever it does now. */
  async #firstRunState(): Promise<void> {
    const run = this.#run
    try {
      await this.#readRunState()
    } catch (error) {
      if (run === null || this.#run !== run) throw error
      this.#apply({ type: 'run-state', status: 'running' })
      if (isAlive(run.record.process)) run.hangUp()
      else await run.process.ended
      throw error
    }
  }

  /**
   * Runs an operation while no other may change the guest; with a kind it is listed as a job.
   * Rejects with GUEST_WRONG_STATE, GUEST_BUSY or what the operation met.
   */
  async operate<T>(
    action: GuestAction,
    kind: JobKind | null,
    operation: (handle: GuestHandle) => Promise<T>,
    file?: string,
  ): Promise<T> {
    this.#require(action)
    return this.#jobs.run(kind ?? action, (signal) => {
      if (kind === null) return operation(this.#handle({ signal, progress: () => {} }))
      const about = { kind, guest: this.config.id, signal, file }
      return this.#context.jobs.run(about, (job) => operation(this.#handle(job)))
    })
  }

  /** Asks a QEMU something that changes nothing, beside any operation, where `action` is allowed. */
  async ask<T>(action: GuestAction, question: (run: RunHandle) => Promise<T>): Promise<T> {
    this.#require(action)
    if (this.#run === null) throw new GuesthouseError('GUEST_WRONG_STATE', { state: this.#state })
    return question(this.#run)
  }

  #handle(job: Job): GuestHandle {
    const { env, logger, paths: allPaths, qemu, disksFolder, keepsPictures } = this.#context
    return {
      ...{ paths: this.paths, allPaths, env, logger, job, qemu, disksFolder, keepsPictures },
      ...{ account: this.#context.account, files: this.#context.files },
      config: () => this.config,
      writeConfig: (config) => this.#file.write(config),
      run: () => this.#run,
      apply: (event) => this.#apply(event),
      readRunState: () => this.#readRunState(),
      showError: (error) => {
        this.#error = error?.toData() ?? null
        this.#changed()
      },
      end: () => this.#end(),
    }
  }

  async powerOff(): Promise<void> {
    this.#require('power-off')
    // Whatever runs would only wait for a QEMU that is about to end.
    const code = this.#state === 'starting' ? 'START_CANCELLED' : 'JOB_CANCELLED'
    const undone = this.#jobs.cancel(new GuesthouseError(code))
    if (!(await within(undone, UNDO_PATIENCE_MS))) {
      // It waits for a QEMU that does not answer, and goes on once that is gone.
      this.#context.logger.warn('not undone in time', { job: this.#jobs.current })
      if (this.#run !== null) await this.#end()
      else if (this.#starting !== null) await this.#ending.endProcess(this.#starting)
      await undone
    }
    if (this.#run === null) return
    await this.#jobs.run('power-off', async () => {
      await takeBefore(this.#run, this.paths, this.#context.logger)
      await this.#end()
    })
  }

  /** Ends QEMU for sure, and waits until everything around it is gone. */
  async #end(): Promise<void> {
    const run = this.#run
    if (run === null) return
    await this.#ending.endRun(run)
    this.#ended(run, { code: 0, signal: null })
    await this.#tidied
  }

  async rename(name: string): Promise<void> {
    await this.operate('rename', null, () => this.#file.rename(name))
  }

  /** What a person notes about it: in any state, and beside any operation. */
  describe(description: DescribeGuest): Promise<void> {
    return this.#file.describe(description, () => this.#jobs.current !== null)
  }

  /** Does what takes the guest's folder away, once nothing of its last run is left. */
  async delete(remove: () => Promise<void>): Promise<void> {
    const tidied = this.#tidied
    await this.operate('delete', null, () => tidied.then(() => this.#file.remove(remove)))
  }

  /**
   * Takes over a QEMU that was found running. Until it answers it can only be powered off. Resolves
   * when it does, or is gone.
   */
  async adopt(record: RunRecord, process: QemuProcess): Promise<void> {
    const run = this.#attach(record, process)
    this.#apply({ type: 'found', as: 'running' })
    this.#since = record.startedAt
    await this.#seekAnswer(run)
  }

  async #seekAnswer(run: Run): Promise<void> {
    const qmp = await connectEventually({
      path: this.paths.qmpSocket,
      wanted: () => !this.#closed && this.#run === run && isAlive(run.record.process),
      failed: (error) => {
        this.#context.logger.warn('a running QEMU does not answer', { id: this.config.id, error })
        run.process.checkEnd()
        this.#error ??= new GuesthouseError('QEMU_NO_ANSWER').toData()
        this.#changed()
      },
    })
    // It may have ended before the first attempt failed.
    if (qmp === null) return run.process.checkEnd()
    if (this.#closed || this.#run !== run) return qmp.close()
    this.#connect(run, qmp)
    try {
      const { enabled } = await qmp.execute('query-kvm')
      await run.note({ accelerator: enabled ? 'kvm' : 'tcg' })
      if (this.#error?.code === 'QEMU_NO_ANSWER') this.#error = null
      await this.#readRunState()
    } catch {
      // Its end leads to another attempt.
      qmp.close()
    }
  }

  /** No QEMU was found: the guest is off, saved, or crashed while nobody looked. */
  foundWithoutProcess(crashed: boolean): void {
    if (existsSync(this.paths.savedFile)) this.#apply({ type: 'found', as: 'saved' })
    else if (crashed) {
      this.#error = new GuesthouseError('CRASHED_UNSEEN').toData()
      this.#apply({ type: 'found', as: 'crashed' })
    }
  }

  /** Resolves when no operation is under way. */
  idle(): Promise<void> {
    return this.#jobs.settled()
  }

  /** Lets go of a QEMU without touching it. */
  async close(): Promise<void> {
    // What has no QEMU ends with us. A start or a save that is under way is waited for: another
    // engine may look for its QEMU.
    const bare = this.#run === null && this.#starting === null
    if (bare) await this.#jobs.cancel(new GuesthouseError('JOB_CANCELLED'))
    await this.#jobs.settled()
    this.#closed = true
    this.#run?.letGo()
    await Promise.all([this.#run?.settled(), this.#tidied])
  }

  #attach(record: RunRecord, process: QemuProcess): Run {
    const { logger } = this.#context
    const { paths } = this
    const run = new Run({ record, process, paths, logger, changed: () => this.#changed() })
    this.#run = run
    void process.ended.then((end) => this.#ended(run, end))
    return run
  }

  #connect(run: Run, qmp: QmpClient): void {
    run.connected(qmp)
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

  #helperEnded(run: Run, name: string): void {
    if (this.#closed || this.#run !== run || run.endRequested) return
    run.addNotice({ code: 'HELPER_ENDED', params: { name } })
  }

  /** QMP is gone: most often because QEMU is. */
  #lost(run: Run): void {
    if (this.#closed || this.#run !== run) return
    run.disconnected()
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
    run.letGo()
    const { clean, how } = judgeEnd(run, end, this.paths)
    this.#error = clean ? null : new GuesthouseError('QEMU_CRASHED', { how }).toData()
    this.#apply({ type: 'exited', clean, saved: existsSync(this.paths.savedFile) })
    this.#tidied = run.settled().then(() => tidyRun(run.record, this, this.#context))
  }

  async #readRunState(): Promise<void> {
    const run = this.#run
    if (run === null || !run.answers) return
    const { status } = await run.qmp.execute('query-status')
    if (this.#run !== run) return
    this.#error ??= stopError(status as RunState)?.toData() ?? null
    this.#apply({ type: 'run-state', status: status as RunState })
  }

  #require(action: GuestAction): void {
    const reachable = this.#run?.answers === true
    const { template } = this.config
    const error = refusal(action, { state: this.#state, reachable, template })
    if (error !== null) throw error
  }

  #apply(event: LifecycleEvent): void {
    const next = transition(this.#state, event)
    if (next !== this.#state) {
      this.#state = next
      this.#since = Date.now()
      if (next !== 'stopping') this.#run?.endExpectation()
    }
    this.#changed()
  }

  #changed(): void {
    if (!this.#closed) this.#context.changed(this.view())
  }
}
