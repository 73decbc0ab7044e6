import { useCallback, useEffect, useRef } from 'react'
import type { GuestView } from '../../../../shared/domain/guest.ts'
import { call } from '../../../ipc/call.ts'
import type { ScreenLink } from './screen-link.ts'

/**
 * Shares the clipboard with a guest as far as it is allowed for this run; main looks once more.
 * What was copied here is offered when the person turns to the guest's screen, and not before: a
 * guest in the background learns nothing.
 */
export function useClipboardSharing(guest: GuestView, link: ScreenLink | null, typing: boolean) {
  const { id } = guest
  const mode = guest.runtime?.config.clipboard ?? 'off'
  const toGuest = mode === 'to-guest' || mode === 'both'
  const fromGuest = mode === 'from-guest' || mode === 'both'
  /** What both sides have, so that it does not go round. */
  const shared = useRef<string | null>(null)

  useEffect(() => {
    if (!typing || !toGuest || link === null) return undefined
    let wanted = true
    const offer = (): void => {
      call('clipboard.toGuest', { id }).then(
        ({ text }) => {
          if (!wanted || text === '' || text === shared.current) return
          shared.current = text
          link.offerText(text)
        },
        // Forbidden meanwhile, or no text: there is nothing to offer.
        () => undefined,
      )
    }
    offer()
    window.addEventListener('focus', offer)
    return () => {
      wanted = false
      window.removeEventListener('focus', offer)
    }
  }, [id, typing, toGuest, link])

  /** For what was copied in the guest. */
  return useCallback(
    (text: string) => {
      if (!fromGuest || text === shared.current) return
      shared.current = text
      // Forbidden meanwhile: then it stays there.
      void call('clipboard.fromGuest', { id, text }).catch(() => undefined)
    },
    [id, fromGuest],
  )
}
