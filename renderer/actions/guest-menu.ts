import type { TFunction } from 'i18next'
import type { GuestView } from '../../shared/domain/guest.ts'
import type { MenuItem } from '../ui/menu-items.tsx'
import { actionIcons } from './action-icons.tsx'
import {
  isAllowed,
  isPossible,
  type OfferedAction,
  opensDialog,
  request,
} from './guest-commands.ts'
import { startWord } from './start-word.ts'

/** Where a menu has its lines. */
const groups = {
  everyday: ['start', 'resume', 'pause', 'save', 'shutdown'],
  /** What ends or restarts it whatever the guest does. */
  hard: ['power-off', 'reset'],
  rest: ['discard-saved', 'clone', 'describe', 'rename', 'delete'],
} as const satisfies Record<string, readonly OfferedAction[]>
type MenuGroup = keyof typeof groups

const divided: ReadonlySet<OfferedAction> = new Set(['power-off', 'clone', 'delete'])

/** Shown though it is not possible now: a person would look for it. */
const shownAlways: ReadonlySet<OfferedAction> = new Set([
  ...(['power-off', 'reset', 'clone', 'describe', 'rename', 'delete'] as const),
])

/**
 * What can be done with a guest, as a menu; all of it, or the parts that are named.
 * `send` stands in for the plain request, for a caller that follows the answer.
 */
export function guestMenuItems(
  guest: GuestView,
  t: TFunction,
  parts: readonly MenuGroup[] = ['everyday', 'hard', 'rest'],
  send: (action: OfferedAction) => void = (action) => void request(guest.id, action),
): MenuItem[] {
  return parts
    .flatMap((part): readonly OfferedAction[] => groups[part])
    .filter((action) => shownAlways.has(action) || isAllowed(guest, action))
    .map((action) => {
      const word = t(action === 'start' ? startWord(guest) : `action.${action}`)
      return {
        key: action,
        label: opensDialog(action) ? `${word}…` : word,
        icon: actionIcons[action],
        disabled: !isPossible(guest, action),
        danger: action === 'delete',
        divided: divided.has(action),
        onSelect: () => send(action),
      }
    })
}
