import type { TFunction } from 'i18next'
import { AppWindow, CornerDownRight, Pin, PinOff } from 'lucide-react'
import type { GuestView } from '../../../shared/domain/guest.ts'
import type { MethodInput } from '../../../shared/ipc/contract.ts'
import { isAllowed } from '../../actions/guest-commands.ts'
import { guestMenuItems } from '../../actions/guest-menu.ts'
import { call, errorDataOf } from '../../ipc/call.ts'
import { showGuest } from '../../stores/view-store.ts'
import type { MenuItem } from '../../ui/menu.tsx'
import { notifyFailure } from '../../ui/notify.ts'

async function orTell(guest: GuestView, work: Promise<unknown>): Promise<void> {
  try {
    await work
  } catch (caught) {
    notifyFailure({ id: `guest:${guest.id}`, about: guest.name, error: errorDataOf(caught) })
  }
}

const describe = (guest: GuestView, what: Omit<MethodInput<'guests.describe'>, 'id'>): void =>
  void orTell(guest, call('guests.describe', { id: guest.id, ...what }))

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
      label: t('list.ownWindow'),
      icon: <AppWindow size={16} />,
      disabled: config === null || config.display === 'none',
      onSelect: () => void orTell(guest, call('windows.openGuest', { id })),
    },
    {
      key: 'pin',
      label: t(pinned ? 'list.unpin' : 'list.pin'),
      icon: pinned ? <PinOff size={16} /> : <Pin size={16} />,
      disabled: !isAllowed(guest, 'describe'),
      onSelect: () => describe(guest, { pinned: !pinned }),
    },
    ...(first === undefined ? [] : [{ ...first, divided: true }]),
    ...others,
  ]
}
