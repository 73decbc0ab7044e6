import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type GuestsState, useGuests } from '../../stores/guests-store.ts'

/** Ids of guests that were there before and are in another state now. */
export const changedStates = (now: GuestsState, before: GuestsState): readonly string[] =>
  now.order.filter((id) => {
    const earlier = before.byId[id]
    return earlier !== undefined && earlier.state !== now.byId[id]?.state
  })

/** Tells screen readers of changes of state, when they have nothing else to say. */
export function Announcer() {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  useEffect(
    () =>
      useGuests.subscribe((now, before) => {
        const lines = changedStates(now, before).flatMap((id) => {
          const guest = now.byId[id]
          if (guest === undefined) return []
          return t('state.announcement', { name: guest.name, state: t(`state.${guest.state}`) })
        })
        if (lines.length > 0) setText(lines.join('. '))
      }),
    [t],
  )
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {text}
    </div>
  )
}
