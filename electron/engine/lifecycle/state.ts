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

export type LifecycleEvent =
  | { readonly type: 'start-requested' }
  /** Nothing was started; the guest is again what it was before. */
  | { readonly type: 'start-failed'; readonly before: GuestState }
  /** QEMU said what it is doing. */
  | { readonly type: 'run-state'; readonly status: RunState }
  | { readonly type: 'shutdown-requested' }
  | { readonly type: 'shutdown-ignored' }
  /** The process is gone: `clean` when the guest or we asked for it. */
  | { readonly type: 'exited'; readonly clean: boolean }

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
    case 'start-requested':
      return hasProcess(state) ? state : 'starting'
    case 'start-failed':
      return state === 'starting' ? event.before : state
    case 'shutdown-requested':
      return state === 'running' ? 'stopping' : state
    case 'shutdown-ignored':
      return state === 'stopping' ? 'running' : state
    case 'exited':
      if (!hasProcess(state)) return state
      return event.clean ? 'stopped' : 'crashed'
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
      return 'stopping'
    case 'debug':
    case 'internal-error':
    case 'io-error':
    case 'paused':
    case 'postmigrate':
    case 'restore-vm':
    case 'watchdog':
    case 'guest-panicked':
      return 'paused'
  }
}

const actionsOf: Readonly<Record<GuestState, readonly GuestAction[]>> = {
  stopped: ['start', 'rename', 'delete'],
  starting: ['power-off'],
  running: ['shutdown', 'power-off', 'reset', 'pause', 'rename'],
  paused: ['resume', 'power-off', 'reset', 'rename'],
  saving: ['power-off'],
  saved: ['start', 'rename', 'delete'],
  stopping: ['shutdown', 'power-off', 'rename'],
  crashed: ['start', 'rename', 'delete'],
  // Nothing that could change the damaged file, so that it can be mended by hand.
  broken: [],
}

/** What may be asked of a guest. One that QEMU does not answer for can only be powered off. */
export function allowedActions(state: GuestState, reachable: boolean): readonly GuestAction[] {
  if (hasProcess(state) && state !== 'starting' && !reachable) return ['power-off']
  return actionsOf[state]
}
