import { type RefObject, useEffect, useRef } from 'react'

/** What is shown in place of something else gets the focus that went with that: its first field. */
export function useFirstFocus<E extends HTMLElement>(): RefObject<E | null> {
  const whole = useRef<E>(null)
  useEffect(() => {
    whole.current?.querySelector<HTMLElement>('input, button')?.focus()
  }, [])
  return whole
}
