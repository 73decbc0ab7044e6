import { type CSSProperties, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GuestView } from '../../../../shared/domain/guest.ts'
import { call, errorDataOf } from '../../../ipc/call.ts'
import { useKept } from '../../../stores/kept-store.ts'
import { useSettings } from '../../../stores/settings-store.ts'
import { notifyFailure } from '../../../ui/notify.ts'
import { useDevicePixelRatio } from '../../../ui/use-device-pixel-ratio.ts'
import { useElementSize } from '../../../ui/use-element-size.ts'
import { ConsoleFrame } from '../console-frame.tsx'
import { FullScreenBar } from './full-screen-bar.tsx'
import { place, sizeFor } from './geometry.ts'
import { KeysMenu } from './keys-menu.tsx'
import { leavePointer } from './pointer-lock.ts'
import { ScreenOverlay } from './screen-overlay.tsx'
import { ScreenToolbar } from './screen-toolbar.tsx'
import { TypeDialog } from './type-dialog.tsx'
import { TypingProgress } from './typing-progress.tsx'
import { useGuestClipboard, useOfferedText } from './use-clipboard-sharing.ts'
import { useFullScreen } from './use-full-screen.ts'
import { useScreenLink, useScreenState } from './use-screen-link.ts'
import { useScreenPointer } from './use-screen-pointer.ts'
import { useTyping } from './use-typing.ts'
import css from './vnc-screen.module.css'

export interface VncScreenProps {
  readonly guest: GuestView
  /** In a window of its own. */
  readonly ownWindow: boolean
}

/** A guest's screen with its tools. A new run of the guest means a new connection. */
export default function VncScreen({ guest, ownWindow }: VncScreenProps) {
  return <Screen key={guest.runtime?.run} guest={guest} ownWindow={ownWindow} />
}

/** ms that a window's size has to hold before the guest is asked to take it. */
const RESIZE_DELAY_MS = 200

function Screen({ guest, ownWindow }: VncScreenProps) {
  const { id, name } = guest
  const { t } = useTranslation()
  const frame = useRef<HTMLDivElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const target = useRef<HTMLDivElement>(null)
  const tools = useRef<HTMLDivElement>(null)
  const backToScreen = useRef(false)
  const [typing, setTyping] = useState(false)
  const [dialogText, setDialogText] = useState<string | null>(null)
  const clipboard = useGuestClipboard(guest)
  const link = useScreenLink(id, target, clipboard)
  const screen = useScreenState(link)
  const connected = screen.connection === 'connected'
  useOfferedText(guest, link, typing && connected && !screen.viewOnly, clipboard.sharedRef)
  const text = useTyping(id, name, link)
  const { full, toggle } = useFullScreen()
  const own = useKept((state) => state.screenModes[id])
  const usual = useSettings(({ settings }) => settings.consoles.screenMode)
  const mode = own ?? usual
  const frameSize = useElementSize(frame)
  const ratio = useDevicePixelRatio()
  const placement =
    frameSize === null || screen.size === null
      ? null
      : place(mode, frameSize, screen.size, ratio, screen.resizable !== false)
  const scale = placement === null || screen.size === null ? 1 : placement.width / screen.size.width
  useScreenPointer(scroller, link, screen.absolutePointer, scale)

  useEffect(() => {
    if (mode !== 'resize' || link === null || frameSize === null) return undefined
    if (!connected || screen.viewOnly) return undefined
    const wanted = sizeFor(frameSize, ratio)
    const timer = setTimeout(() => link.requestSize(wanted), RESIZE_DELAY_MS)
    return () => clearTimeout(timer)
  }, [mode, link, frameSize, ratio, connected, screen.viewOnly])

  useEffect(
    () =>
      link?.store.subscribe(({ connection }) => {
        // noVNC's canvas goes, and Chromium does not say that it takes the keyboard along.
        if (connection !== 'connected') setTyping(false)
      }),
    [link],
  )

  const wasFull = useRef(full)
  useEffect(() => {
    if (wasFull.current === full) return
    wasFull.current = full
    // The button that was pressed is gone with its bar.
    if (full) (link ?? frame.current)?.focus()
    else if (document.activeElement === document.body) frame.current?.focus()
  }, [full, link])

  const onTyping = (now: boolean, to: EventTarget | null) => {
    if (typing && !now) {
      link?.releaseKeys()
      backToScreen.current = to instanceof Node && tools.current?.contains(to) === true
    }
    setTyping(now)
  }
  const typeClipboard = () => {
    call('clipboard.read').then(
      (read) => setDialogText(read.text),
      (error: unknown) => notifyFailure({ id: `typing:${id}`, error: errorDataOf(error) }),
    )
  }
  /** A menu was opened from within the guest's screen: that is where one goes on. */
  const onMenuClosed = () => {
    if (backToScreen.current) link?.focus()
    return backToScreen.current
  }
  const keys = (
    <KeysMenu
      disabled={!connected || screen.viewOnly}
      side={full ? 'bottom' : 'top'}
      onSend={(chord) => link?.sendChord(chord)}
      onType={() => setDialogText('')}
      onTypeClipboard={typeClipboard}
      onClosed={onMenuClosed}
    />
  )
  const style: CSSProperties =
    placement === null
      ? { inset: 0 }
      : {
          left: placement.left,
          top: placement.top,
          width: placement.width,
          height: placement.height,
        }
  return (
    <div className={css.console} data-full={full}>
      {full && (
        <div ref={tools}>
          <TabGuard to={() => frame.current} />
          <FullScreenBar name={name} typing={typing} busy={text.progress !== null} onLeave={toggle}>
            {text.progress !== null && (
              <TypingProgress progress={text.progress} onStop={text.stop} />
            )}
            {keys}
          </FullScreenBar>
        </div>
      )}
      <ConsoleFrame
        ref={frame}
        label={t('console.screenOf', { name })}
        testId="vnc-screen"
        state={screen.connection}
        onEnter={() => link?.focus()}
        onTyping={onTyping}
        onReleased={leavePointer}
      >
        <div ref={scroller} className={css.scroller}>
          <div
            ref={target}
            className={css.screen}
            data-crisp={placement?.crisp ?? false}
            style={style}
          />
        </div>
        <ScreenOverlay guest={guest} screen={screen} onReconnect={() => link?.reconnect()} />
      </ConsoleFrame>
      {full ? (
        <TabGuard to={() => tools.current?.querySelector('button') ?? null} />
      ) : (
        <ScreenToolbar
          ref={tools}
          guest={guest}
          ownWindow={ownWindow}
          link={link}
          screen={screen}
          mode={mode}
          typing={typing}
          text={text}
          keys={keys}
          onFullScreen={toggle}
        />
      )}
      {dialogText !== null && (
        <TypeDialog
          id={id}
          name={name}
          text={dialogText}
          onType={(plan) => {
            setDialogText(null)
            text.start(plan)
          }}
          onClose={() => setDialogText(null)}
        />
      )}
    </div>
  )
}

/** Either end of a full screen's tab order: what lies behind it must not be reached. */
function TabGuard({ to }: { readonly to: () => HTMLElement | null }) {
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
  return <span className={css.end} tabIndex={0} onFocus={() => to()?.focus()} />
}
