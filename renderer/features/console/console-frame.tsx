import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import type { Connection } from './connection.ts'
import css from './console.module.css'
import { onReleaseChord } from './release-chord.ts'

export interface ConsoleFrameProps {
  /** Its accessible name. */
  readonly label: string
  readonly testId: string
  readonly state: Connection['state']
  /** Gives the keyboard to what is inside. */
  readonly onEnter: () => void
  readonly onTyping: (typing: boolean) => void
  readonly children: ReactNode
}

/**
 * Where a console stands. Tab reaches the frame and leaves it again; Enter goes inside, where every
 * key is the guest's, and Ctrl+Alt comes back out.
 */
export function ConsoleFrame({
  label,
  testId,
  state,
  onEnter,
  onTyping,
  children,
}: ConsoleFrameProps) {
  const frame = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const element = frame.current
    if (element === null) return undefined
    return onReleaseChord(element, () => element.focus())
  }, [])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.target !== frame.current) return
    event.preventDefault()
    onEnter()
  }
  return (
    // role="application" is for just this: a part of the page that takes the keys itself.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={frame}
      className={css.frame}
      role="application"
      aria-label={label}
      data-testid={testId}
      data-state={state}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      onKeyDown={onKeyDown}
      onFocus={(event) => onTyping(event.target !== frame.current)}
      onBlur={() => onTyping(false)}
    >
      {children}
    </div>
  )
}
