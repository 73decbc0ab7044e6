import type { GuestAction, GuestState } from '../../../shared/domain/guest.ts'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { allowedActions, hasProcess } from './state.ts'

/** What the saved state has fixed; the guest is not busy, so waiting would be the wrong advice. */
const fixedBySavedState: ReadonlySet<GuestAction> = new Set([
  ...(['configure', 'snapshot', 'revert', 'storage', 'clone'] as const),
])

/** Why the action cannot be done now, in words that say what to do; null where it can be. Pure. */
export function refusal(
  action: GuestAction,
  guest: {
    readonly state: GuestState
    readonly reachable: boolean
    readonly template: boolean
  },
): GuesthouseError | null {
  const { state, reachable, template } = guest
  if (allowedActions(state, reachable, template).includes(action)) return null
  if (state === 'broken') return new GuesthouseError('GUEST_BROKEN')
  if (action === 'start' && template) return new GuesthouseError('GUEST_IS_TEMPLATE')
  if (state === 'saved' && fixedBySavedState.has(action)) return new GuesthouseError('GUEST_SAVED')
  if (hasProcess(state) && state !== 'starting' && !reachable) {
    return new GuesthouseError('QEMU_NO_ANSWER')
  }
  return new GuesthouseError('GUEST_WRONG_STATE', { state })
}
