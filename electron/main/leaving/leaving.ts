import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { type AfterStopping, isLeft, type LeavingView } from '../../../shared/domain/leaving.ts'
import type { WindowRequest } from '../../../shared/domain/window-requests.ts'
import type { Connection } from '../../connections/connection.ts'
import type { Logger } from '../../platform/logger.ts'
import { createSource, type Source } from '../ipc/source.ts'
import { type AskedAfter, askAboutSaved } from './ask-about-saved.ts'
import { notAllSaved } from './not-all-saved.ts'
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
  stop(after: AfterStopping): void
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
  /** What starts with the app has been started: only then is it known who stays saved. */
  readonly started: Promise<unknown>
  /** Asked in the main window, when it is there. */
  readonly ask: (request: WindowRequest) => void
  /** The same; opens the main window for it. */
  readonly show: (request: WindowRequest) => void
  readonly quit: () => void
  readonly logger: Logger
  readonly limitMs?: number
}

export function createLeaving(options: LeavingOptions): Leaving {
  const { connection, saved, started, ask, show, quit, logger } = options
  const { limitMs = SESSION_LIMIT_MS } = options
  const source = createSource<'leaving'>(null)
  let open: Pick<Connection, 'leaving' | 'list'> | null = null
  let asked: AskedAfter | null = null
  /** The app ends once nothing is under way: its last word stays in the window until then. */
  let ending = false
  /** What is not saved by then is left running: somebody said so. */
  let leavesRest = false
  /** Counts who wants the app to end: only the last of them has a say in it. */
  let turn = 0
  let closed = false
  let unfollow = (): void => {}

  const tell = (view: LeavingView | null): void => {
    if (closed) return
    asked?.told(view)
    if (view === null && ending) return
    const before = source.view()
    source.set(view)
    // The person stays after all, with machines that were saved.
    if (view === null && before !== null) asked?.ask(ask)
  }
  const opened = Promise.all([connection, saved]).then(
    ([there, list]) => {
      if (closed) return
      open = there
      asked = askAboutSaved({ connection: there, saved: list })
      unfollow = there.leaving.onChange(tell)
    },
    // Who opened the connection is told of its failure.
    () => {},
  )
  const askFirst = async (): Promise<void> => {
    await Promise.all([opened, started])
    // Whoever leaves again is asked afterwards.
    if (!closed && !ending && source.view() === null) asked?.ask(show)
  }
  askFirst().catch((error: unknown) => logger.warn('nobody was asked', { error: String(error) }))

  return {
    view: () => source.view(),
    onChange: (listener) => source.onChange(listener),
    async terminate() {
      await opened
      if (open === null || closed) return true
      turn += 1
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
      turn += 1
      const mine = turn
      ending = true
      leavesRest = false
      if (open !== null && !closed) {
        const results = await open.leaving.begin({ reason: 'quit', policy: 'save' })
        // Called off, and wanted again before all was undone; or the session ends.
        if (mine !== turn) return
        // The session may have begun to end meanwhile, which waits for nobody.
        const reason = source.view()?.reason ?? 'quit'
        const mayStay = ending && !leavesRest && reason === 'quit'
        const failure = mayStay ? notAllSaved(results, open) : null
        if (failure !== null) {
          ending = false
          tell(null)
          show({ kind: 'failed', error: failure.toData() })
        }
      }
      if (ending) quit()
    },
    stop(after) {
      const view = source.view()
      if (view === null || open === null) return
      const isOver = view.guests.every(isLeft)
      const allowed =
        view.reason === 'quit' ||
        (view.reason === 'session' && after === 'end') ||
        (view.reason === 'shutdown' && after === 'stay' && isOver)
      if (!allowed) throw new GuesthouseError('NOT_ALLOWED')
      if (after === 'stay') ending = false
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
