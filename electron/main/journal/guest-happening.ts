import type { ErrorData } from '../../../shared/domain/errors.ts'
import type { GuestState, GuestView } from '../../../shared/domain/guest.ts'
import { jobKinds } from '../../../shared/domain/jobs.ts'
import type { JournalEvent } from '../../../shared/domain/journal.ts'

/** What is remembered of a guest, to tell what its next view means. */
export interface GuestMemory {
  readonly name: string
  readonly state: GuestState
  readonly error: ErrorData | null
  /** The state that it started from, and the error that it had then. */
  readonly rest: { readonly state: GuestState; readonly error: ErrorData | null }
  /** An operation was seen since it last just ran: what follows was asked for. */
  readonly asked: boolean
}

/** What happened to a guest between two of its views. */
export interface GuestHappening {
  readonly guest: string
  readonly name: string
  readonly event: JournalEvent
  readonly error: ErrorData | null
  /** Whether somebody asked for it here; a guest that shuts itself down was not asked. */
  readonly asked: boolean
}

const atRest: ReadonlySet<GuestState> = new Set(['stopped', 'saved', 'crashed', 'broken'])

/** What a guest is when it is first seen. */
export const firstMemory = (view: GuestView): GuestMemory => ({
  ...{ name: view.name, state: view.state, error: view.error, asked: false },
  rest: { state: view.state, error: view.error },
})

export function nextMemory(before: GuestMemory | undefined, view: GuestView): GuestMemory {
  const { name, state, error, job } = view
  const stillRuns = state === 'running' && job === null
  return {
    ...{ name, state, error },
    rest: atRest.has(state) || before === undefined ? { state, error } : before.rest,
    asked: !stillRuns && (job !== null || before?.asked === true),
  }
}

/** A long operation has a line of its own, with how it went; what it does meanwhile has none. */
const isListedJob = (job: string | null): boolean => jobKinds.some((kind) => kind === job)

const isSameError = (a: ErrorData | null, b: ErrorData | null): boolean =>
  a?.code === b?.code && JSON.stringify(a?.params) === JSON.stringify(b?.params)

/**
 * What a guest's new view means, if anything; `before` is undefined where it is new, `view` where it
 * is gone. Pure.
 */
export function guestHappening(
  id: string,
  before: GuestMemory | undefined,
  view: GuestView | undefined,
): GuestHappening | null {
  if (view === undefined) {
    if (before === undefined) return null
    return { guest: id, name: before.name, event: 'deleted', error: null, asked: true }
  }
  const tell = (event: JournalEvent, error: ErrorData | null = null): GuestHappening => ({
    ...{ guest: id, name: view.name, event, error },
    asked: before?.asked === true || view.job !== null,
  })
  if (before === undefined) return tell('created')
  if (before.state === view.state) {
    const isNew = view.error !== null && !isSameError(before.error, view.error)
    return isNew && !isListedJob(view.job) ? tell('failed', view.error) : null
  }
  return changeOfState(before, view, tell)
}

function changeOfState(
  before: GuestMemory,
  view: GuestView,
  tell: (event: JournalEvent, error?: ErrorData | null) => GuestHappening,
): GuestHappening | null {
  const hadProcess = !atRest.has(before.state)
  const newError = isSameError(before.error, view.error) ? null : view.error
  if (view.state === 'broken') return tell('broken', view.error)
  // From rest it was found so: it happened before this app was there.
  if (view.state === 'crashed')
    return hadProcess && before.state !== 'starting'
      ? tell('crashed', view.error)
      : startFailed(before, view, tell)
  if (isListedJob(view.job)) return null
  switch (view.state) {
    case 'running':
      return begins(before, newError, tell)
    case 'paused':
      return hadProcess && before.state !== 'saving' ? tell('paused', newError) : null
    case 'saved':
      return before.state === 'starting'
        ? startFailed(before, view, tell)
        : hadProcess
          ? tell('saved')
          : null
    case 'stopped':
      if (before.state === 'starting') return startFailed(before, view, tell)
      return hadProcess ? tell('shut-down', newError) : null
    default:
      return null
  }
}

/** The guest runs now. */
function begins(
  before: GuestMemory,
  error: ErrorData | null,
  tell: (event: JournalEvent, error?: ErrorData | null) => GuestHappening,
): GuestHappening | null {
  switch (before.state) {
    case 'starting':
      return tell(before.rest.state === 'saved' ? 'resumed' : 'started')
    case 'paused':
      return tell('resumed')
    // It did not follow, or its save was undone, which the save's own line says.
    case 'stopping':
      return error === null ? null : tell('failed', error)
    default:
      return null
  }
}

/** Back to what it was before it was started: a failure, unless the start was cancelled. */
function startFailed(
  { state, rest }: GuestMemory,
  { error, job }: GuestView,
  tell: (event: JournalEvent, error?: ErrorData | null) => GuestHappening,
): GuestHappening | null {
  // A cancelled start puts back the very error of before; a new one may be equal to that.
  if (state !== 'starting' || error === null || error === rest.error || isListedJob(job))
    return null
  return error.code === 'START_CANCELLED' ? null : tell('failed', error)
}
