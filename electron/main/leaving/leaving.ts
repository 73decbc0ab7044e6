import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { type AfterStopping, isLeft, type LeavingView } from '../../../shared/domain/leaving.ts'
import type { LeaveResult } from '../../../shared/domain/many.ts'
import type { Connection } from '../../connections/connection.ts'
import type { Logger } from '../../platform/logger.ts'
import { createSource, type Source } from '../ipc/source.ts'
import type { WindowRequests } from '../requests.ts'
import { type AskedAfter, askAboutSaved } from './ask-about-saved.ts'
import type { SavedGuests } from './saved-guests.ts'

/**
 * ms that machines have once the session ends. systemd kills what has not ended 90 s after SIGTERM
 * (DefaultTimeoutStopSec of systemd-system.conf(5)); the rest is for undoing and letting go.
 */
const SESSION_LIMIT_MS = 80_000

/** What is done with machines before the app, the session or the computer ends. */
export interface Leaving extends Source<'leaving'> {
  /**
   * The session ends: resolves when each machine is left as its policy says, or the time is over;
   * with false where that was called off.
   */
  terminate(): Promise<boolean>
  /** The session does not end after all. */
  callOff(): void
  /**
   * Saves what runs and quits, unless the person calls it off. Where a machine could not be saved it
   * says which and why, and does not quit. Never rejects.
   */
  saveAllAndQuit(): Promise<void>
  /** Throws NOT_ALLOWED where that is not for the person to say. */
  stop(then: AfterStopping): void
  /** Ends what is under way, whatever it is for. */
  abandon(): void
  /** Resolves when nothing is under way. */
  settled(): Promise<void>
  /** The person was asked about the machines that were saved. */
  forgetSaved(): void
  close(): Promise<void>
}

interface LeavingOptions {
  readonly connection: Promise<Pick<Connection, 'leaving' | 'list' | 'onChange'>>
  readonly saved: Promise<SavedGuests>
  readonly requests: Pick<WindowRequests, 'ask'>
  readonly quit: () => void
  readonly logger: Logger
  readonly limitMs?: number
}

export function createLeaving(options: LeavingOptions): Leaving {
  const { connection, saved, requests, quit, logger, limitMs = SESSION_LIMIT_MS } = options
  const source = createSource<'leaving'>(null)
  let open: Pick<Connection, 'leaving'> | null = null
  let asked: AskedAfter | null = null
  /** The app ends once nothing is under way: its last word stays in the window until then. */
  let ending = false
  /** What is not saved by then is left running: somebody said so. */
  let leavesRest = false
  let closed = false
  let unfollow = (): void => {}

  const tell = (view: LeavingView | null): void => {
    if (closed) return
    asked?.told(view)
    if (view === null && ending) return
    const before = source.view()
    source.set(view)
    // The person stays after all, with machines that were saved.
    if (view === null && before !== null) asked?.ask()
  }
  const opened = Promise.all([connection, saved]).then(
    ([there, list]) => {
      if (closed) return
      open = there
      asked = askAboutSaved({ connection: there, saved: list, requests })
      unfollow = there.leaving.onChange(tell)
      asked.ask()
    },
    // Who opened the connection is told of its failure.
    () => {},
  )

  return {
    view: source.view,
    onChange: source.onChange,
    async terminate() {
      await opened
      if (open === null || closed) return true
      ending = true
      const { leaving } = open
      const limit = setTimeout(() => {
        logger.warn('machines are left, because the session ends now')
        leaving.stop()
      }, limitMs)
      await leaving.begin({ reason: 'session' })
      clearTimeout(limit)
      return ending
    },
    callOff() {
      if (source.view()?.reason !== 'session') return
      ending = false
      open?.leaving.stop()
    },
    async saveAllAndQuit() {
      await opened
      ending = true
      leavesRest = false
      if (open !== null && !closed) {
        const results = await open.leaving.begin({ reason: 'quit', policy: 'save' })
        const failure = ending && !leavesRest ? notAllSaved(results, await connection) : null
        if (failure !== null) {
          ending = false
          tell(null)
          requests.ask({ kind: 'failed', error: failure.toData() })
        }
      }
      if (ending) quit()
    },
    stop(then) {
      const view = source.view()
      if (view === null || open === null) return
      const isOver = view.guests.every(isLeft)
      const allowed =
        view.reason === 'quit' ||
        (view.reason === 'session' && then === 'end') ||
        (view.reason === 'shutdown' && then === 'stay' && isOver)
      if (!allowed) throw new GuesthouseError('NOT_ALLOWED')
      if (then === 'stay') ending = false
      else leavesRest = true
      open.leaving.stop()
    },
    abandon() {
      leavesRest = true
      open?.leaving.stop()
    },
    settled: async () => open?.leaving.settled(),
    forgetSaved: () => asked?.forget(),
    async close() {
      closed = true
      unfollow()
      asked?.close()
      await (await saved).settled()
    },
  }
}

/** Names that an error lists; more would not be read. */
const MOST_NAMES = 5

/** null where every machine was. One that was shut down instead is left as well as can be. */
function notAllSaved(
  results: readonly LeaveResult[],
  connection: Pick<Connection, 'list'>,
): GuesthouseError | null {
  const nameOf = (id: string): string =>
    connection.list().find((guest) => guest.id === id)?.name ?? id
  const running = results.filter(({ outcome }) => outcome === 'left')
  if (running.length === 0) return null
  const names = running.slice(0, MOST_NAMES).map(({ id }) => nameOf(id))
  if (running.length > MOST_NAMES) names.push('…')
  const causes = running.flatMap(({ id, error }) =>
    error === null ? [] : [`${nameOf(id)}: ${error.message}`],
  )
  return new GuesthouseError('NOT_ALL_SAVED', { names: names.join(', ') }, causes.join('\n'))
}
