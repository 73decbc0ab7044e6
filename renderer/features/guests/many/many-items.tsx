import type { TFunction } from 'i18next'
import { actionIcons } from '../../../actions/action-icons.tsx'
import { formatNumber } from '../../../i18n/format.ts'
import { openDialog } from '../../../stores/view-store.ts'
import type { MenuItem } from '../../../ui/menu-items.tsx'
import { allowedOf, performMany } from './many-commands.ts'
import { manyActions, type OfferedMany } from './use-offer.ts'

const dialogs = {
  'power-off': 'power-off-many',
  describe: 'describe-many',
  delete: 'delete-many',
} as const

const asks = (action: OfferedMany): action is keyof typeof dialogs => action in dialogs

const wordOf = (action: OfferedMany, t: TFunction): string =>
  action === 'describe' ? t('bulk.describe') : t(`action.${action}`)

export const markedText = (count: number, t: TFunction): string =>
  t('bulk.marked', { count, number: formatNumber(count) })

/** Does it to those that can, or asks first. Nothing where none can. */
export function requestMany(ids: readonly string[], action: OfferedMany): void {
  const able = allowedOf(ids, action)
  if (able.length === 0) return
  if (asks(action)) openDialog({ kind: dialogs[action], ids: able })
  else void performMany(able, action)
}

/** What can be done with all of those guests, for the bar and for the menu. */
export function manyItems(
  ids: readonly string[],
  offer: readonly OfferedMany[],
  t: TFunction,
): MenuItem[] {
  return manyActions.map((action) => ({
    key: action,
    label: asks(action) ? `${wordOf(action, t)}…` : wordOf(action, t),
    icon: actionIcons[action],
    disabled: !offer.includes(action),
    danger: action === 'delete',
    divided: action === 'power-off' || action === 'describe' || action === 'delete',
    onSelect: () => requestMany(ids, action),
  }))
}
