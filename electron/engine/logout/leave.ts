import { type ErrorData, GuesthouseError, toErrorData } from '../../../shared/domain/errors.ts'
import type { LeaveResult } from '../../../shared/domain/many.ts'
import type { GuestState } from '../../../shared/domain/guest.ts'
import type { LogoutPolicy } from '../../../shared/domain/guest-config.ts'
import type { Logger } from '../../platform/logger.ts'
import { SAVE_LIMIT } from '../groups/limits.ts'
import { Slots } from '../groups/slots.ts'
import { hasProcess } from '../lifecycle/state.ts'

/** ms for a guest to shut down before it is saved instead. */
const SHUTDOWN_PATIENCE_MS = 60_000

/** A guest that runs, as far as leaving it is concerned. */
export interface LeavingGuest {
  readonly id: string
  readonly policy: LogoutPolicy
  /** Waits for what is being done with it, but not longer, and says what it is then. */
  settle(timeoutMs: number): Promise<GuestState>
  save(): Promise<void>
  /** Resolves with whether it has shut down within the time; one that has not can be saved. */
  shutDown(timeoutMs: number): Promise<boolean>
}

interface LeaveOptions {
  /** For all guests, instead of each one's own. */
  readonly policy?: LogoutPolicy | undefined
  readonly shutdownPatienceMs?: number | undefined
  readonly logger: Logger
}

/**
 * Does for every guest what its policy says: those to be saved two at a time, those to be shut down
 * all at once, because they wait for themselves. What cannot be saved is shut down, what does not
 * shut down is saved, and what does neither is left as it is. Never rejects.
 */
export function leaveGuests(
  guests: readonly LeavingGuest[],
  options: LeaveOptions,
): Promise<LeaveResult[]> {
  const saves = new Slots(SAVE_LIMIT)
  return Promise.all(
    guests.map(async (guest) => {
      const result = await leave(guest, saves, options)
      const { id, outcome, error } = result
      if (error !== null) options.logger.warn('not left as its policy says', { id, outcome, error })
      return result
    }),
  )
}

async function leave(
  guest: LeavingGuest,
  saves: Slots,
  { policy = guest.policy, shutdownPatienceMs = SHUTDOWN_PATIENCE_MS }: LeaveOptions,
): Promise<LeaveResult> {
  const { id } = guest
  if (policy === 'leave') return { id, outcome: 'left', error: null }
  const state = await guest.settle(shutdownPatienceMs)
  if (!hasProcess(state)) {
    return { id, outcome: state === 'saved' ? 'saved' : 'shut-down', error: null }
  }
  const save = (): Promise<ErrorData | null> => failureOf(saves.run(() => guest.save()))
  const shutDown = (): Promise<ErrorData | null> =>
    failureOf(shutDownIn(guest, state, shutdownPatienceMs))
  switch (policy) {
    case 'save': {
      const error = await save()
      if (error === null) return { id, outcome: 'saved', error }
      return { id, outcome: (await shutDown()) === null ? 'shut-down' : 'left', error }
    }
    case 'shutdown': {
      const error = await shutDown()
      if (error === null) return { id, outcome: 'shut-down', error }
      return { id, outcome: (await save()) === null ? 'saved' : 'left', error }
    }
  }
}

/** Rejects with SHUTDOWN_IGNORED or GUEST_WRONG_STATE where it does not shut down. */
async function shutDownIn(
  guest: LeavingGuest,
  state: GuestState,
  timeoutMs: number,
): Promise<void> {
  // One that does not run cannot react to the request.
  if (state === 'paused') throw new GuesthouseError('GUEST_WRONG_STATE', { state })
  if (!(await guest.shutDown(timeoutMs))) throw new GuesthouseError('SHUTDOWN_IGNORED')
}

const failureOf = (work: Promise<void>): Promise<ErrorData | null> =>
  work.then(() => null, toErrorData)
