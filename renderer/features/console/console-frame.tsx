import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useRef } from 'react'
import { useSettings } from '../../stores/settings-store.ts'
import css from './console.module.css'
import { onReleaseChord } from './release-chord.ts'

export interface ConsoleFrameProps {
  /** Its accessible name. */
  readonly label: string
  readonly testId: string
  /** Of its connection, for those who watch it from outside. */
  readonly state: string
  /** Gives the keyboard to what is inside. */
  readonly onEnter: () => void
  /** `to`: what has the keyboard instead. */
  readonly onTyping: (typing: boolean, to: EventTarget | null) => void
  /** The chord that gives the keyboard back was pressed and let go. The frame has the keyboard by then. */
  readonly onReleased?: () => void
  readonly ref?: Ref<HTMLDivElement>
  readonly children: ReactNode
}

/**
 * Where a console stands. Tab reaches the frame and leaves it again; Enter goes inside, where every
 * key is the guest's, and the chord of the settings (Ctrl+Alt) comes back out.
 */
export function ConsoleFrame(props: ConsoleFrameProps) {
  const { label, testId, state, onEnter, onTyping, onReleased, ref, children } = props
  const frame = useRef<HTMLDivElement | null>(null)
  const released = useRef(onReleased)
  useEffect(() => {
    released.current = onReleased
  }, [onReleased])

  useEffect(() => {
    const element = frame.current
    if (element === null) return undefined
    const chord = () => useSettings.getState().settings.keyboard.releaseChord
    return onReleaseChord(element, chord, () => {
      element.focus()
      released.current?.()
    })
  }, [])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.target !== frame.current) return
    event.preventDefault()
    onEnter()
  }
  const setFrame = (element: HTMLDivElement | null): void => {
    frame.current = element
    if (typeof ref === 'function') ref(element)
    else if (ref !== undefined && ref !== null) ref.current = element
  }
  return (
    // role="application" is for just this: a part of the page that takes the keys itself.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={setFrame}
      className={css.frame}
      role="application"
      aria-label={label}
      data-testid={testId}
      data-state={state}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      onKeyDown={onKeyDown}
      onFocus={(event) => onTyping(event.target !== frame.current, null)}
      onBlur={(event) => onTyping(false, event.relatedTarget)}
    >
      {children}
    </div>
  )
}
