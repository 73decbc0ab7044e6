import type { Notice } from '../../../shared/domain/notices.ts'
import { isAlive } from '../../platform/process-identity.ts'
import { type Prepared, prepareResources } from '../preparation/prepare-resources.ts'
import { endHelpers } from '../process/end-helpers.ts'
import { type HelperProcess, type HelperSpec, spawnHelper } from '../process/helper-process.ts'
import type { RunRecord } from '../store/run-file.ts'
import type { RunHandle } from './guest-handle.ts'
import { RunTaps } from './run-taps.ts'
import type { LaunchInput } from './launch-input.ts'

type Recorded = RunRecord['helpers'][number]

/**
 * Finds and starts what a run needs beside QEMU, and knows what has to be ended again. Some of it
 * starts while QEMU does, and is recorded once the run is.
 */
export class Gathering {
  readonly notices: Notice[] = []
  readonly #input: LaunchInput
  readonly #starting = new Set<Promise<unknown>>()
  #helpers: HelperProcess[] = []
  readonly #taps: RunTaps | null
  #launched = new Launch()
  #started: ((helper: HelperProcess) => void) | null = null

  constructor(input: LaunchInput) {
    this.#input = input
    const { taps, logger } = input.context
    this.#taps = taps === null ? null : new RunTaps(taps, logger)
  }

  gather(): Promise<Prepared> {
    const { plan, paths, qemu, context, signal } = this.#input
    const { account, env, logger, paths: allPaths, files } = context
    return prepareResources({
      ...{ config: plan.config, paths, allPaths, qemu, env, logger, signal, account, files },
      slirpNics: plan.slirpNics,
      taps: this.#taps,
      launched: this.#launched.promise,
      startHelper: (spec) => this.#start(spec),
      notice: (notice) => this.notices.push(notice),
    })
  }

  /**
   * For another attempt after QEMU died, with the sound of `attempt`: helpers end with the QEMU that
   * they serve, so they are started once more. What was told of the first is told of these.
   */
  async gatherAgain(attempt: Prepared): Promise<Prepared> {
    if (this.#helpers.length === 0 && this.#starting.size === 0) return attempt
    this.failed(new Error('QEMU died'))
    this.#launched = new Launch()
    await Promise.allSettled(this.#starting)
    const { context } = this.#input
    await Promise.all([endHelpers(this.recorded(), context), this.giveBack()])
    this.#helpers = []
    const told = this.notices.splice(0)
    const { resources, ...prepared } = await this.gather()
    const known = new Set(this.notices.map(({ code, device }) => `${code} ${device}`))
    this.notices.push(...told.filter(({ code, device }) => !known.has(`${code} ${device}`)))
    const { audio } = attempt.resources
    return { ...prepared, sound: attempt.sound, resources: { ...resources, audio } }
  }

  async #start(spec: HelperSpec): Promise<HelperProcess> {
    this.#input.signal.throwIfAborted()
    const starting = this.#spawn(spec)
    this.#starting.add(starting)
    try {
      const helper = await starting
      this.#helpers.push(helper)
      this.#started?.(helper)
      return helper
    } finally {
      this.#starting.delete(starting)
    }
  }

  async #spawn(spec: HelperSpec): Promise<HelperProcess> {
    if (spec.whenCalm === true) {
      await this.#input.context.launches.calm()
      const { record } = await this.#launched.promise
      if (!isAlive(record.process)) throw new Error('its QEMU has ended')
    }
    return spawnHelper(spec, this.#input.context.account)
  }

  recorded(): Recorded[] {
    return this.#helpers.map(({ name, identity }) => ({ name, process: identity }))
  }

  /**
   * QEMU runs: what was started for it, and what will be, is recorded, and `ended` called with the
   * name of what ends, unless it was taken out of the record before.
   */
  async attach(run: RunHandle, ended: (name: string) => void): Promise<void> {
    const watch = ({ name, identity, ended: end }: HelperProcess): void => {
      void end.then(() => {
        if (run.record.helpers.some(({ process }) => process.pid === identity.pid)) ended(name)
      })
    }
    this.#helpers.forEach(watch)
    this.#started = (helper) => {
      watch(helper)
      void this.#record(run)
    }
    this.#launched.resolve(run)
    await Promise.allSettled(this.#starting)
    await this.#record(run)
  }

  async #record(run: RunHandle): Promise<void> {
    const known = new Set(run.record.helpers.map(({ process }) => process.pid))
    const missing = this.recorded().filter(({ process }) => !known.has(process.pid))
    if (missing.length === 0) return
    const helpers = [...run.record.helpers, ...missing]
    await run.updateRecord({ helpers }).catch((error: unknown) => {
      this.#input.context.logger.warn('the helpers of a run are not recorded', { error })
    })
  }

  /** Gives back the TAP devices that were made. Never rejects. */
  async giveBack(): Promise<void> {
    await this.#taps?.undo()
  }

  /** There is no run. */
  failed(error: unknown): void {
    this.#launched.reject(error)
  }
}

/** Settles with a QEMU that runs, or with why there is none. */
class Launch {
  readonly promise: Promise<RunHandle>
  resolve: (run: RunHandle) => void = () => {}
  reject: (error: unknown) => void = () => {}

  constructor() {
    this.promise = new Promise((resolve, reject) => {
      this.resolve = resolve
      this.reject = reject
    })
    // Nobody may be waiting.
    this.promise.catch(() => {})
  }
}
