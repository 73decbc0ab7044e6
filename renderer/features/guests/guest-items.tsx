import type { TFunction } from 'i18next'
import { AppWindow, CornerDownRight, Pin, PinOff } from 'lucide-react'
import type { GuestView } from '../../../shared/domain/guest.ts'
import { failureId, isAllowed } from '../../actions/guest-commands.ts'
import { guestMenuItems } from '../../actions/guest-menu.ts'
import { openOwnWindow } from '../../actions/own-window.ts'
import { call, errorDataOf } from '../../ipc/call.ts'
import { showGuest } from '../../stores/view-store.ts'
import type { MenuItem } from '../../ui/menu-items.tsx'
import { notifyFailure } from '../../ui/notify.ts'

const pin = ({ id, name }: GuestView, pinned: boolean): void =>
  void call('guests.describe', { id, pinned }).catch((caught: unknown) =>
    notifyFailure({ id: failureId(id), about: name, error: errorDataOf(caught) }),
  )

/** Where to look at a guest, what a person keeps about it, and all that can be done with it. */
export function guestItems(guest: GuestView, t: TFunction): MenuItem[] {
  const { id, config } = guest
  const pinned = config?.pinned ?? false
  const [first, ...others] = guestMenuItems(guest, t)
  return [
    {
      key: 'open',
      label: t('list.open'),
      icon: <CornerDownRight size={16} />,
      onSelect: () => showGuest(id),
    },
    {
      key: 'own-window',
      label: t('action.ownWindow'),
      icon: <AppWindow size={16} />,
      disabled: config === null || config.display === 'none',
      onSelect: () => openOwnWindow(id),
    },
    {
      key: 'pin',
      label: t(pinned ? 'list.unpin' : 'list.pin'),
      icon: pinned ? <PinOff size={16} /> : <Pin size={16} />,
      disabled: !isAllowed(guest, 'describe'),
      onSelect: () => pin(guest, !pinned),
    },
    ...(first === undefined ? [] : [{ ...first, divided: true }]),
    ...others,
  ]
}
