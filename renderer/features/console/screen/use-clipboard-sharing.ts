import { type RefObject, useEffect, useRef } from 'react'
import { GuesthouseError } from '../../../../shared/domain/errors.ts'
import type { GuestView } from '../../../../shared/domain/guest.ts'
import { call, errorDataOf } from '../../../ipc/call.ts'
import { notifyFailure } from '../../../ui/notify.ts'
import type { GuestClipboard, ScreenLink } from './screen-link.ts'

/** For a screen that has not been laid out yet. */
export const noClipboard: GuestClipboard = { mayTake: () => false, copied: () => undefined }

/** Nothing between QEMU and the guest turns line ends into those of the guest's system. */
const withLineEnds = (text: string, os: string): string =>
  text.replaceAll(/\r\n?|\n/g, os === 'windows' ? '\r\n' : '\n')

/**
 * Shares the clipboard with a guest as far as it is allowed for this run; main looks once more.
 * What was copied here is offered when the person turns to the guest's screen (`held`), and not
 * before: a guest in the background learns nothing. What the guest copies comes through
 * `fromGuest`.
 */
export function useClipboardSharing(
  { id, name, runtime }: GuestView,
  link: ScreenLink | null,
  held: boolean,
  fromGuest: RefObject<GuestClipboard>,
): void {
  const mode = runtime?.config.clipboard ?? 'off'
  const os = runtime?.config.os ?? 'other'
  const out = mode === 'to-guest' || mode === 'both'
  const back = mode === 'from-guest' || mode === 'both'
  /** What both sides have, so that it does not go round. */
  const shared = useRef<string | null>(null)

  useEffect(() => {
    // The guest has it for as long as this connection and what is allowed hold.
    shared.current = null
    return link?.store.subscribe(({ connection }) => {
      if (connection !== 'connected') shared.current = null
    })
  }, [link, mode])

  useEffect(() => {
    if (!held || !out || link === null) return undefined
    let wanted = true
    const refuse = (error: unknown): void => {
      const data = errorDataOf(error)
      // Forbidden meanwhile, or no text: there is nothing to offer.
      if (data.code !== 'CLIPBOARD_TOO_LONG') return
      notifyFailure({ id: `clipboard:${id}`, about: name, error: data })
    }
    const offer = (): void => {
      call('clipboard.toGuest', { id }).then(({ text }) => {
        if (!wanted || text === '' || text === shared.current) return
        shared.current = text
        if (!link.offerText(withLineEnds(text, os)))
          refuse(new GuesthouseError('CLIPBOARD_TOO_LONG'))
      }, refuse)
    }
    offer()
    window.addEventListener('focus', offer)
    return () => {
      wanted = false
      window.removeEventListener('focus', offer)
    }
  }, [id, name, os, held, out, link])

  useEffect(() => {
    fromGuest.current = {
      mayTake() {
        // The guest's own clipboard is another from now on.
        if (!back) shared.current = null
        return back
      },
      copied(text) {
        if (!back || text === shared.current) return
        shared.current = text
        // Forbidden meanwhile: then it stays there.
        void call('clipboard.fromGuest', { id, text }).catch(() => undefined)
      },
    }
  }, [id, back, fromGuest])
}
