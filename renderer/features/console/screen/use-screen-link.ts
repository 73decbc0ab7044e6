import { type RefObject, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import {
  type GuestClipboard,
  initialScreen,
  openScreenLink,
  type ScreenLink,
  type ScreenState,
} from './screen-link.ts'

const unopened = createStore<ScreenState>()(() => initialScreen)

/** Keeps a guest's screen in `target` while the component lives; null before it is laid out. */
export function useScreenLink(
  id: string,
  target: RefObject<HTMLElement | null>,
  clipboard: RefObject<GuestClipboard>,
): ScreenLink | null {
  const [link, setLink] = useState<ScreenLink | null>(null)
  useEffect(() => {
    if (target.current === null) return undefined
    const opened = openScreenLink(id, target.current, {
      mayTake: () => clipboard.current.mayTake(),
      copied: (text) => clipboard.current.copied(text),
    })
    setLink(opened)
    return () => opened.end()
  }, [id, target, clipboard])
  return link
}

export const useScreenState = (link: ScreenLink | null): ScreenState =>
  useStore(link?.store ?? unopened)
