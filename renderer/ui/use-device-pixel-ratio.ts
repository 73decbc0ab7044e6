import { useSyncExternalStore } from 'react'

const current = (): number => window.devicePixelRatio

function subscribe(changed: () => void): () => void {
  let list: MediaQueryList | null = null
  // A query holds for one ratio, so each change asks for another one.
  const listen = (): void => {
    list?.removeEventListener('change', listen)
    if (list !== null) changed()
    list = window.matchMedia(`(resolution: ${current()}dppx)`)
    list.addEventListener('change', listen)
  }
  listen()
  return () => list?.removeEventListener('change', listen)
}

/** How many pixels of the display one CSS px covers; it changes with the display and the zoom. */
export const useDevicePixelRatio = (): number => useSyncExternalStore(subscribe, current)
