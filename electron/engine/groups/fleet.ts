import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'
import type { ManyResult } from '../../../shared/domain/many.ts'
import type { Logger } from '../../platform/logger.ts'
import type { GuestAccount } from '../account/index.ts'
import type { StartOptions } from '../api.ts'
import * as commands from '../guest/commands.ts'
import type { Guest } from '../guest/guest.ts'
import type { GuestHandle } from '../guest/guest-handle.ts'
import { CrashRestarts, MAX_RESTARTS, WINDOW_MS } from '../lifecycle/crash-restarts.ts'
import { hasProcess } from '../lifecycle/state.ts'
import { HostWatch } from '../logout/host-watch.ts'
import { Leaving } from '../logout/leaving.ts'
import type { LeavingGuest } from '../logout/leave.ts'
import { leavingGuest } from '../logout/leaving-guest.ts'
import { saveGuest, startOrRestore } from '../saving/index.ts'
import { SAVE_LIMIT, startLimit } from './limits.ts'
import { runMany } from './run-many.ts'

interface FleetOptions {
  readonly env: NodeJS.ProcessEnv
  readonly logger: Logger
  readonly account: Pick<GuestAccount, 'ofSession'>
  /** Every guest that can be used. */
  readonly guests: () => Iterable<Guest>
  /** Throws GUEST_NOT_FOUND or GUEST_BROKEN. */
  readonly guest: (id: string) => Guest
  /** Resolves when no guest is starting. */
  readonly calm: () => Promise<void>
  /** Cancels the long operations on a guest. */
  readonly cancelJobs: (id: string) => void
  /** After the computer has slept: for each guest that runs. */
  readonly correctClock: (handle: GuestHandle) => Promise<void>
}

/** What is done to many guests: because somebody asks, or because of what happens to the computer. */
export class Fleet {
  readonly #options: FleetOptions
  readonly leaving: Leaving
  readonly #restarts = new CrashRestarts()
  readonly #watch: HostWatch
  /** The guests that run, and whether what they write is thrown away. */
  readonly #alive = new Map<string, { readonly disposable: boolean }>()
  readonly #listeners = new Set<() => void>()
  #closed = false
  /** Starts that wait for their time, by the guest's id. */
  readonly #timers = new Map<string, NodeJS.Timeout>()

  constructor(options: FleetOptions) {
    this.#options = options
    const { env, logger } = options
    const woke = (): Promise<void> => this.#correctClocks()
    this.leaving = new Leaving({ guests: () => this.#leavingGuests(), logger })
    this.#watch = new HostWatch({
      ...{ env, logger, woke },
      leave: () => this.leaving.begin({ reason: 'shutdown' }),
      calledOff: () => this.leaving.stop(),
    })
  }

  /** To be told of every change of a guest. */
  changed(view: GuestView): void {
    const was = this.#alive.get(view.id)
    if (!hasProcess(view.state)) this.#alive.delete(view.id)
    else this.#alive.set(view.id, { disposable: view.runtime?.disposable ?? false })
    // Not while one starts: that would take processors from what a person waits for. Guests of the
    // computer outlive the daemon and everybody's session; what ends them is systemd.
    if (this.#options.account.ofSession)
      void this.#options.calm().then(() => {
        if (!this.#closed) this.#watch.guestsRun(this.#alive.size > 0)
      })
    for (const listener of this.#listeners) listener()
    if (was === undefined || view.state !== 'crashed') return
    const crashed = view.error?.code === 'QEMU_CRASHED'
    if (crashed && view.config?.restartAfterCrash === true) this.#startAgain(view.id, was)
  }

  /** To be told of a guest that was deleted. */
  forget(id: string): void {
    this.#endWait(id)
    this.#restarts.forget(id)
  }

  /** A start that somebody asked for; one that waits because of a crash is not needed any more. */
  async start(id: string, options?: StartOptions): Promise<void> {
    this.forget(id)
    await startOrRestore(this.#options.guest(id), options)
  }

  startMany(ids: readonly string[]): Promise<ManyResult[]> {
    return runMany(ids, startLimit(), (id) => this.start(id))
  }

  saveMany(ids: readonly string[]): Promise<ManyResult[]> {
    return runMany(ids, SAVE_LIMIT, async (id) =>
      this.#options.guest(id).operate('save', 'save', saveGuest),
    )
  }

  shutdownMany(ids: readonly string[]): Promise<ManyResult[]> {
    // They do the work themselves, so none has to wait for another.
    return runMany(ids, Number.POSITIVE_INFINITY, async (id) =>
      this.#options.guest(id).operate('shutdown', null, commands.shutdown),
    )
  }

  autostart(): Promise<ManyResult[]> {
    const wanted = [...this.#options.guests()].filter(
      ({ config, state }) => config.autostart && !config.template && !hasProcess(state),
    )
    return this.startMany(wanted.map(({ config }) => config.id))
  }

  async close(): Promise<void> {
    this.#closed = true
    this.leaving.close()
    for (const id of this.#timers.keys()) this.#endWait(id)
    await this.#watch.close()
  }

  #leavingGuests(): LeavingGuest[] {
    const watch = (listener: () => void): (() => void) => {
      this.#listeners.add(listener)
      return () => this.#listeners.delete(listener)
    }
    const { cancelJobs: cancel, guests } = this.#options
    return [...guests()]
      .filter(({ state }) => hasProcess(state))
      .map((guest) => leavingGuest(guest, { watch, cancel }))
  }

  /** As it ran: what one that throws away what it writes wrote to its disks would stay. */
  #startAgain(id: string, how: StartOptions): void {
    const pause = this.#restarts.next(id, Date.now())
    const act = async (): Promise<void> => {
      this.#timers.delete(id)
      if (pause === null) await this.#giveUp(id)
      else await startOrRestore(this.#options.guest(id), how)
    }
    // Not within the change that is being told.
    const timer = setTimeout(() => {
      act().catch((error: unknown) => {
        this.#options.logger.warn('not started again after a crash', { id, error })
      })
    }, pause ?? 0)
    this.#timers.set(id, timer.unref())
  }

  async #giveUp(id: string): Promise<void> {
    const params = { times: MAX_RESTARTS, minutes: WINDOW_MS / 60_000 }
    await this.#options.guest(id).operate('start', null, async (handle) => {
      handle.showError(new GuesthouseError('CRASHES_AGAIN', params))
    })
  }

  #endWait(id: string): void {
    clearTimeout(this.#timers.get(id))
    this.#timers.delete(id)
  }

  async #correctClocks(): Promise<void> {
    const running = [...this.#options.guests()].filter(({ state }) => state === 'running')
    const { correctClock, logger } = this.#options
    await Promise.all(
      running.map((guest) =>
        guest.operate('configure', null, correctClock).catch((error: unknown) => {
          logger.debug('a clock was not corrected', { id: guest.config.id, error: String(error) })
        }),
      ),
    )
  }
}
