import { type ErrorData, GuesthouseError } from '../../../shared/domain/errors.ts'
import type { LogoutPolicy } from '../../../shared/domain/guest-config.ts'
import type { LeaveReason, LeavingState, LeavingView } from '../../../shared/domain/leaving.ts'
import type { LeaveResult } from '../../../shared/domain/many.ts'
import type { Logger } from '../../platform/logger.ts'
import { Listeners } from '../listeners.ts'
import { leaveGuests, type LeavingGuest } from './leave.ts'

export interface LeaveHow {
  readonly reason: LeaveReason
  /** For all guests, instead of each one's own. */
  readonly policy?: LogoutPolicy | undefined
}

/** Leaving guests, as the engine's users see it. */
export interface LeavingApi {
  /**
   * Saves, shuts down or leaves every guest that runs, as each one's policy says, or `policy`. Joins
   * what is under way, which then has the graver reason; never rejects.
   */
  begin(how: LeaveHow): Promise<readonly LeaveResult[]>
  /** Begins nothing more, undoes saves and waits for no shutdown: those guests are left. */
  stop(): void
  /** Resolves when nothing is under way. */
  settled(): Promise<void>
  /** null while nothing is done, or nothing has to be. */
  view(): LeavingView | null
  onChange(listener: (view: LeavingView | null) => void): () => void
}

interface LeavingOptions {
  /** Those that run. */
  readonly guests: () => readonly LeavingGuest[]
  readonly shutdownPatienceMs?: number
  readonly logger: Logger
}

interface UnderWay {
  readonly controller: AbortController
  readonly done: Promise<readonly LeaveResult[]>
}

const gravity: Readonly<Record<LeaveReason, number>> = { quit: 0, session: 1, shutdown: 2 }

/** Leaves the engine's guests, once at a time, and tells how far it is. */
export class Leaving implements LeavingApi {
  readonly #options: LeavingOptions
  readonly #listeners: Listeners<LeavingView | null>
  #underWay: UnderWay | null = null
  #view: LeavingView | null = null

  constructor(options: LeavingOptions) {
    this.#options = options
    this.#listeners = new Listeners(options.logger)
  }

  view(): LeavingView | null {
    return this.#view
  }

  onChange(listener: (view: LeavingView | null) => void): () => void {
    return this.#listeners.add(listener)
  }

  async begin(how: LeaveHow): Promise<readonly LeaveResult[]> {
    for (let other = this.#underWay; other !== null; other = this.#underWay) {
      if (!other.controller.signal.aborted) return this.#join(other, how.reason)
      await other.done
    }
    const controller = new AbortController()
    const done = this.#leave(how, controller.signal)
    const underWay = { controller, done }
    this.#underWay = underWay
    const results = await done
    this.#underWay = null
    // While the computer goes down the outcome stays in sight, until that is called off.
    if (this.#view?.reason !== 'shutdown') this.#show(null)
    return results
  }

  stop(): void {
    if (this.#underWay === null) return this.#show(null)
    this.#underWay.controller.abort(new GuesthouseError('JOB_CANCELLED'))
    if (this.#view !== null) this.#show({ ...this.#view, stopping: true })
  }

  async settled(): Promise<void> {
    await this.#underWay?.done
  }

  close(): void {
    this.#listeners.clear()
    this.#underWay?.controller.abort(new GuesthouseError('JOB_CANCELLED'))
  }

  #join({ done }: UnderWay, reason: LeaveReason): Promise<readonly LeaveResult[]> {
    const view = this.#view
    if (view !== null && gravity[reason] > gravity[view.reason]) this.#show({ ...view, reason })
    return done
  }

  #leave({ reason, policy }: LeaveHow, signal: AbortSignal): Promise<readonly LeaveResult[]> {
    const { guests, shutdownPatienceMs, logger } = this.#options
    const left = guests()
    const rows = left.map(({ id, name, policy: own }) => ({
      ...({ id, name, policy: policy ?? own, state: 'waiting', error: null } as const),
    }))
    logger.info('guests are left', { reason, guests: rows.length })
    const something = rows.some((row) => row.policy !== 'leave')
    if (something) this.#show({ reason, guests: rows, stopping: false })
    const told = (id: string, state: LeavingState, error: ErrorData | null): void =>
      this.#step(id, { state, error })
    return leaveGuests(left, { policy, shutdownPatienceMs, signal, told, logger })
  }

  #step(id: string, step: { readonly state: LeavingState; readonly error: ErrorData | null }) {
    if (this.#view === null) return
    const guests = this.#view.guests.map((guest) =>
      guest.id === id ? { ...guest, ...step } : guest,
    )
    this.#show({ ...this.#view, guests })
  }

  #show(view: LeavingView | null): void {
    if (view === this.#view) return
    this.#view = view
    this.#listeners.tell(view)
  }
}
