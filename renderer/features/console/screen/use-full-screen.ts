import { useCallback, useEffect, useRef, useState } from 'react'
import { call, errorDataOf } from '../../../ipc/call.ts'
import { notifyFailure } from '../../../ui/notify.ts'
import { holdKeyboard } from './keyboard-lock.ts'

/** Whether the window fills its display; what left it (a key of the desktop) is not told. */
const fillsDisplay = (): boolean =>
  window.innerWidth >= window.screen.width && window.innerHeight >= window.screen.height

const leave = (): void => void call('windows.setFullScreen', { on: false }).catch(() => undefined)

/**
 * Full screen of the window that this runs in. It is the window's own, not the page's: Chromium
 * ends the page's at Escape. F11 is the window's, wherever the keyboard is.
 */
export function useFullScreen(): { readonly full: boolean; readonly toggle: () => void } {
  const [full, setFull] = useState(false)
  const wanted = useRef(false)
  useEffect(() => {
    if (!full) return undefined
    const giveBack = holdKeyboard()
    let was = fillsDisplay()
    const look = (): void => {
      if (was && !fillsDisplay()) setFull(false)
      was = fillsDisplay()
    }
    window.addEventListener('resize', look)
    return () => {
      window.removeEventListener('resize', look)
      giveBack()
      // A view that goes (the guest stopped) leaves the window as it was.
      leave()
    }
  }, [full])
  const toggle = useCallback(() => {
    wanted.current = !full
    if (full) return setFull(false)
    call('windows.setFullScreen', { on: true }).then(
      // The view may have gone meanwhile.
      () => (wanted.current ? setFull(true) : leave()),
      (error: unknown) => notifyFailure({ id: 'full-screen', error: errorDataOf(error) }),
    )
  }, [full])
  useEffect(
    () => () => {
      wanted.current = false
    },
    [],
  )
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const plain = !event.ctrlKey && !event.altKey && !event.shiftKey && !event.metaKey
      if (event.key !== 'F11' || !plain) return
      event.preventDefault()
      event.stopPropagation()
      if (!event.repeat) toggle()
    }
    // Before the guest's screen gets it.
    window.addEventListener('keydown', onKeyDown, true)
    return () => window.removeEventListener('keydown', onKeyDown, true)
  }, [toggle])
  return { full, toggle }
}
