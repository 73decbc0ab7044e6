import { type RefObject, useCallback, useEffect, useRef } from 'react'
import { GuesthouseError } from '../../../../shared/domain/errors.ts'
import type { GuestView } from '../../../../shared/domain/guest.ts'
import { call, errorDataOf } from '../../../ipc/call.ts'
import { notifyFailure } from '../../../ui/notify.ts'
import type { GuestClipboard, ScreenLink } from './screen-link.ts'

/** Shares the clipboard with a guest as far as it is allowed now; main looks once more. */
export interface SharedClipboard extends GuestClipboard {
  /** What both sides have, so that it does not go round. */
  readonly sharedRef: RefObject<string | null>
}

const modeOf = ({ runtime }: GuestView) => runtime?.config.clipboard ?? 'off'

/** Nothing between QEMU and the guest turns line ends into those of the guest's system. */
const withLineEnds = (text: string, os: string): string =>
  text.replaceAll(/\r\n?|\n/g, os === 'windows' ? '\r\n' : '\n')

/** What is copied in the guest. */
export function useGuestClipboard(guest: GuestView): SharedClipboard {
  const { id } = guest
  const allowed = ['from-guest', 'both'].includes(modeOf(guest))
  const sharedRef = useRef<string | null>(null)
  const mayTake = useCallback(() => {
    // The guest's own clipboard is another from now on.
    if (!allowed) sharedRef.current = null
    return allowed
  }, [allowed])
  const copied = useCallback(
    (text: string) => {
      if (!allowed || text === sharedRef.current) return
      sharedRef.current = text
      // Forbidden meanwhile: then it stays there.
      void call('clipboard.fromGuest', { id, text }).catch(() => undefined)
    },
    [id, allowed],
  )
  return { mayTake, copied, sharedRef }
}

/**
 * What is copied here. It is offered when the person turns to the guest's screen (`held`), and not
 * before: a guest in the background learns nothing. It is taken back when it is not allowed any more.
 */
export function useOfferedText(
  guest: GuestView,
  link: ScreenLink | null,
  held: boolean,
  sharedRef: RefObject<string | null>,
): void {
  const { id, name, runtime } = guest
  const os = runtime?.config.os ?? 'other'
  const allowed = ['to-guest', 'both'].includes(modeOf(guest))

  useEffect(() => {
    if (link === null || !allowed) return undefined
    // A guest has it for as long as the connection holds.
    const stop = link.store.subscribe(({ connection }) => {
      if (connection !== 'connected') sharedRef.current = null
    })
    return () => {
      stop()
      if (sharedRef.current !== null) link.offerText('')
      sharedRef.current = null
    }
  }, [link, allowed, sharedRef])

  useEffect(() => {
    if (!held || !allowed || link === null) return undefined
    let wanted = true
    const refuse = (error: unknown): void => {
      const data = errorDataOf(error)
      // Forbidden meanwhile, or no text: there is nothing to offer.
      if (data.code !== 'CLIPBOARD_TOO_LONG') return
      notifyFailure({ id: `clipboard:${id}`, about: name, error: data })
    }
    const offer = (): void => {
      call('clipboard.toGuest', { id }).then(({ text }) => {
        if (!wanted || text === '' || text === sharedRef.current) return
        sharedRef.current = text
        const taken = link.offerText(withLineEnds(text, os))
        if (!taken) refuse(new GuesthouseError('CLIPBOARD_TOO_LONG'))
      }, refuse)
    }
    offer()
    window.addEventListener('focus', offer)
    return () => {
      wanted = false
      window.removeEventListener('focus', offer)
    }
  }, [id, name, os, held, allowed, link, sharedRef])
}
