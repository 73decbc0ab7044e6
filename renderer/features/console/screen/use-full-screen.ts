import { useCallback, useEffect, useState } from 'react'
import { call, errorDataOf } from '../../../ipc/call.ts'
import { notifyFailure } from '../../../ui/notify.ts'
import { holdKeyboard } from './keyboard-lock.ts'

/** Whether the window fills its display; what left it (a key of the desktop) is not told. */
const fillsDisplay = (): boolean =>
  window.innerWidth >= window.screen.width && window.innerHeight >= window.screen.height

/**
 * Full screen of the window that this runs in. It is the window's own, not the page's: Chromium
 * ends the page's at Escape.
 */
export function useFullScreen(): { readonly full: boolean; readonly toggle: () => void } {
  const [full, setFull] = useState(false)
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
      void call('windows.setFullScreen', { on: false }).catch(() => undefined)
    }
  }, [full])
  const toggle = useCallback(() => {
    if (full) return setFull(false)
    call('windows.setFullScreen', { on: true }).then(
      () => setFull(true),
      (error: unknown) => notifyFailure({ id: 'full-screen', error: errorDataOf(error) }),
    )
  }, [full])
  return { full, toggle }
}
