import type { TFunction } from 'i18next'
import type { GuestView } from '../../shared/domain/guest.ts'
import type { MenuItem } from '../ui/menu.tsx'
import { actionIcons } from './action-icons.tsx'
import { isAllowed, type OfferedAction, opensDialog, request } from './guest-commands.ts'
import { startWord } from './start-word.ts'

const everyday = ['start', 'resume', 'pause', 'save', 'shutdown'] as const
const rare = [
  'power-off',
  'reset',
  'discard-saved',
  'clone',
  'describe',
  'rename',
  'delete',
] as const

const divided: ReadonlySet<OfferedAction> = new Set(['power-off', 'clone', 'delete'])

/** What is not possible is left out, unless a person would look for it. */
const shownAlways: ReadonlySet<OfferedAction> = new Set(rare.filter((a) => a !== 'discard-saved'))

/**
 * What can be done with a guest, as a menu. `which`: all, or what the page's buttons leave out.
 * `send` stands in for the plain request, for a caller that follows the answer.
 */
export function guestMenuItems(
  guest: GuestView,
  t: TFunction,
  which: 'all' | 'rare',
  send: (action: OfferedAction) => void = (action) => void request(guest.id, action),
): MenuItem[] {
  const actions: readonly OfferedAction[] = which === 'all' ? [...everyday, ...rare] : rare
  return actions
    .filter((action) => shownAlways.has(action) || isAllowed(guest, action))
    .map((action) => {
      const word = t(action === 'start' ? startWord(guest) : `action.${action}`)
      return {
        key: action,
        label: opensDialog(action) ? `${word}…` : word,
        icon: actionIcons[action],
        disabled: !isAllowed(guest, action) || (guest.job !== null && action !== 'power-off'),
        danger: action === 'delete',
        divided: divided.has(action),
        onSelect: () => send(action),
      }
    })
}
