import { type ErrorData, GuesthouseError, toErrorData } from '../../../shared/domain/errors.ts'
import type { LeavingState } from '../../../shared/domain/leaving.ts'
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
  readonly name: string
  readonly policy: LogoutPolicy
  /** Waits for what is being done with it, but not longer, and says what it is then. */
  settle(timeoutMs: number, signal: AbortSignal): Promise<GuestState>
  /** Undone where `signal` is aborted meanwhile: the guest goes on, and this rejects. */
  save(signal: AbortSignal): Promise<void>
  /**
   * Resolves with whether it has shut down within the time; one that has not can be saved. Rejects
   * with the reason of `signal`; the guest may shut down all the same.
   */
  shutDown(timeoutMs: number, signal: AbortSignal): Promise<boolean>
}

export interface LeaveOptions {
  /** For all guests, instead of each one's own. */
  readonly policy?: LogoutPolicy | undefined
  readonly shutdownPatienceMs?: number | undefined
  /** Once aborted, nothing more is begun, what can be undone is, and the rest is left. */
  readonly signal?: AbortSignal | undefined
  /** Told of each step with a guest, synchronously; the last is its outcome. */
  readonly told?: (id: string, state: LeavingState, error: ErrorData | null) => void
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
      options.told?.(id, outcome, error)
      return result
    }),
  )
}

const outcomes = { save: 'saved', shutdown: 'shut-down' } as const
type Way = keyof typeof outcomes
/** What is tried, and what where that fails. */
const waysOf: Readonly<Record<Way, readonly Way[]>> = {
  save: ['save', 'shutdown'],
  shutdown: ['shutdown', 'save'],
}

async function leave(
  guest: LeavingGuest,
  saves: Slots,
  options: LeaveOptions,
): Promise<LeaveResult> {
  const { policy = guest.policy, shutdownPatienceMs: patience = SHUTDOWN_PATIENCE_MS } = options
  const { signal = new AbortController().signal, told = () => {} } = options
  const { id } = guest
  if (policy === 'leave') return { id, outcome: 'left', error: null }
  const state = await guest.settle(patience, signal)
  if (!hasProcess(state)) {
    return { id, outcome: state === 'saved' ? 'saved' : 'shut-down', error: null }
  }
  let failure: ErrorData | null = null
  const ways: Readonly<Record<Way, () => Promise<void>>> = {
    save: () =>
      saves.run(async () => {
        signal.throwIfAborted()
        told(id, 'saving', failure)
        await guest.save(signal)
      }),
    shutdown: async () => {
      signal.throwIfAborted()
      // One that does not run cannot react to the request.
      if (state === 'paused') throw new GuesthouseError('GUEST_WRONG_STATE', { state })
      told(id, 'shutting-down', failure)
      if (!(await guest.shutDown(patience, signal))) throw new GuesthouseError('SHUTDOWN_IGNORED')
    },
  }
  for (const way of waysOf[policy]) {
    const error = await ways[way]().then(() => null, toErrorData)
    if (error === null) return { id, outcome: outcomes[way], error: failure }
    failure ??= error
  }
  return { id, outcome: 'left', error: failure }
}
