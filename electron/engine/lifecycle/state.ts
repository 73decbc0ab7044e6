import type { GuestAction, GuestState } from '../../../shared/domain/guest.ts'

/** QEMU's RunState (qapi/run-state.json). */
export type RunState =
  | 'debug'
  | 'inmigrate'
  | 'internal-error'
  | 'io-error'
  | 'paused'
  | 'postmigrate'
  | 'prelaunch'
  | 'finish-migrate'
  | 'restore-vm'
  | 'running'
  | 'save-vm'
  | 'shutdown'
  | 'suspended'
  | 'watchdog'
  | 'guest-panicked'
  | 'colo'

/** What a new engine finds of a guest that it has only read the description of. */
type Found = Extract<GuestState, 'running' | 'saved' | 'crashed'>

export type LifecycleEvent =
  /** A QEMU that an earlier engine started, a saved state, or the traces of a crash. */
  | { readonly type: 'found'; readonly as: Found }
  /** From the firmware, or from the saved state where there is one. */
  | { readonly type: 'start-requested' }
  /** Nothing was started; the guest is again what it was before. */
  | { readonly type: 'start-failed'; readonly before: GuestState }
  /** QEMU said what it is doing. */
  | { readonly type: 'run-state'; readonly status: RunState }
  | { readonly type: 'shutdown-requested' }
  | { readonly type: 'shutdown-ignored' }
  | { readonly type: 'save-requested' }
  /** The save failed or was cancelled, and was undone. */
  | { readonly type: 'save-failed'; readonly before: 'running' | 'paused' }
  /**
   * The process is gone: `clean` when the guest or we asked for it. `saved` where a saved state of
   * the guest lies on the disk: that decides what it is, however QEMU ended.
   */
  | { readonly type: 'exited'; readonly clean: boolean; readonly saved?: boolean }
  /** The saved state was thrown away. */
  | { readonly type: 'saved-discarded' }

const alive: ReadonlySet<GuestState> = new Set([
  'starting',
  'running',
  'paused',
  'saving',
  'stopping',
])

/** Whether a QEMU process belongs to the state. */
export const hasProcess = (state: GuestState): boolean => alive.has(state)

/**
 * The one place where a guest's state changes. An event that makes no sense in a state (a late
 * RESUME after the process is gone) leaves it as it is.
 */
export function transition(state: GuestState, event: LifecycleEvent): GuestState {
  if (state === 'broken') return state
  switch (event.type) {
    case 'found':
      return state === 'stopped' ? event.as : state
    case 'start-requested':
      return hasProcess(state) ? state : 'starting'
    case 'start-failed':
      return state === 'starting' && !hasProcess(event.before) ? event.before : state
    case 'shutdown-requested':
      return state === 'running' ? 'stopping' : state
    case 'shutdown-ignored':
      return state === 'stopping' ? 'running' : state
    case 'save-requested':
      return state === 'running' || state === 'paused' ? 'saving' : state
    case 'save-failed':
      return state === 'saving' ? event.before : state
    case 'exited':
      if (!hasProcess(state)) return state
      if (event.saved === true) return 'saved'
      return event.clean ? 'stopped' : 'crashed'
    case 'saved-discarded':
      return state === 'saved' ? 'stopped' : state
    case 'run-state':
      return hasProcess(state) ? fromRunState(state, event.status) : state
  }
}

function fromRunState(state: GuestState, status: RunState): GuestState {
  switch (status) {
    case 'running':
    case 'suspended':
    case 'colo':
      // A guest that was asked to shut down still runs while it does so.
      return state === 'stopping' ? state : 'running'
    case 'prelaunch':
    case 'inmigrate':
      return 'starting'
    case 'save-vm':
    case 'finish-migrate':
      return 'saving'
    case 'shutdown':
      return state === 'saving' ? state : 'stopping'
    case 'debug':
    case 'internal-error':
    case 'io-error':
    case 'paused':
    case 'postmigrate':
    case 'restore-vm':
    case 'watchdog':
    case 'guest-panicked':
      // A save pauses the guest first. That it is over is told by save-failed, an exit, or RESUME.
      return state === 'saving' ? state : 'paused'
  }
}

/** Nothing runs and nothing is kept of a run: the description and the disks may be changed. */
const atRest: readonly GuestAction[] = [
  ...(['start', 'configure', 'snapshot', 'revert', 'storage', 'clone'] as const),
  ...(['rename', 'delete'] as const),
]
const whileRunning: readonly GuestAction[] = [
  ...(['power-off', 'reset', 'save', 'configure', 'snapshot', 'revert', 'rename'] as const),
]

const actionsOf: Readonly<Record<GuestState, readonly GuestAction[]>> = {
  stopped: atRest,
  starting: ['power-off'],
  running: ['shutdown', 'pause', ...whileRunning],
  paused: ['resume', ...whileRunning],
  saving: ['power-off'],
  // What it has is fixed by the saved state: another disk or device would not fit to it.
  saved: ['start', 'discard-saved', 'rename', 'delete'],
  stopping: ['shutdown', 'power-off', 'configure', 'rename'],
  crashed: atRest,
  // Nothing that could change the damaged file, so that it can be mended by hand.
  broken: [],
}

/** What may be asked of a guest. One that QEMU does not answer for can only be powered off. */
export function allowedActions(
  state: GuestState,
  reachable: boolean,
  template = false,
): readonly GuestAction[] {
  if (hasProcess(state) && state !== 'starting' && !reachable) return ['power-off']
  const actions = actionsOf[state]
  return template ? actions.filter((action) => action !== 'start') : actions
}
