import { type MouseEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useGuest } from '../../stores/guests-store.ts'
import { selectShownMarks, useView } from '../../stores/view-store.ts'
import { ContextMenu } from '../../ui/context-menu.tsx'
import { guestItems } from './guest-items.tsx'
import { manyItems, markedText } from './many/many-items.tsx'
import { useOffer } from './many/use-offer.ts'
import { spotOf } from './use-roving.ts'

/** The menu of whichever guest in it is clicked; of all that are marked where that one is too. */
export function GuestContextMenu({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation()
  const [id, setId] = useState('')
  const guest = useGuest(id)
  const shownMarks = useView(selectShownMarks)
  const marked = shownMarks.includes(id) ? shownMarks : none
  const offer = useOffer(marked)
  const many = marked.length > 1
  const choose = (event: MouseEvent<HTMLElement>): void => {
    const spot = spotOf(event.target)
    if (spot === null || spot.startsWith('heading:')) event.preventDefault()
    else setId(spot)
  }
  const items = many ? manyItems(marked, offer, t) : guest === undefined ? [] : guestItems(guest, t)
  return (
    <ContextMenu
      items={items}
      label={many ? markedText(marked.length, t) : (guest?.name ?? '')}
      onContextMenu={choose}
    >
      {children}
    </ContextMenu>
  )
}

const none: readonly string[] = []
