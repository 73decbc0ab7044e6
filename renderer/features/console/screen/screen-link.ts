import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ErrorData } from '../../../../shared/domain/errors.ts'
import type { Chord } from './chords.ts'
import type { Size } from './geometry.ts'
import { LastFrame } from './last-frame.ts'
import { startVncSession, type VncEnd, type VncSession } from './vnc-session.ts'

/** A guest's screen as its view shows it. */
export interface ScreenState {
  /**
   * waiting: it was lost, and is tried again by itself. ended: it is not, for the person has to
   * know why first.
   */
  readonly connection: 'connecting' | 'connected' | 'waiting' | 'ended'
  /** Technical detail of the last loss. */
  readonly reason: string | null
  /** Why it could not be opened at all. */
  readonly error: ErrorData | null
  /** It ended because of what came, not because the other side went. */
  readonly hostile: boolean
  /** null until the guest has told it. */
  readonly size: Size | null
  readonly absolutePointer: boolean
  /** Whether the guest can take the window's size; null until it was asked. */
  readonly resizable: boolean | null
  readonly viewOnly: boolean
}

export interface ScreenLink {
  readonly store: StoreApi<ScreenState>
  readonly focus: () => void
  readonly setViewOnly: (viewOnly: boolean) => void
  readonly sendKey: (code: string, down: boolean) => void
  readonly sendChord: (chord: Chord) => void
  readonly releaseKeys: () => void
  readonly movePointer: (dx: number, dy: number) => void
  readonly requestSize: (size: Size) => void
  /** False where the text is too long for QEMU. */
  readonly offerText: (text: string) => boolean
  readonly measureRoundTrip: () => Promise<number | null>
  /** Tries again at once. */
  readonly reconnect: () => void
  readonly end: () => void
}

export const initialScreen: ScreenState = {
  connection: 'connecting',
  reason: null,
  error: null,
  hostile: false,
  size: null,
  absolutePointer: true,
  resizable: null,
  viewOnly: false,
}

/** What a guest's screen has to do with the clipboard. */
export interface GuestClipboard {
  /** Whether what is copied in the guest may be fetched. */
  readonly mayTake: () => boolean
  readonly copied: (text: string) => void
}

/** ms before each further attempt; the last holds for all that follow. */
const BACK_OFF_MS = [250, 500, 1000, 2000, 4000] as const
/** ms that a connection has held when its loss counts as the first. */
const STABLE_MS = 5000

/**
 * Keeps a guest's screen in `target` for as long as the guest runs. A connection that is lost is
 * made again, for QEMU is still there: meanwhile the last picture stays.
 */
export function openScreenLink(
  id: string,
  target: HTMLElement,
  clipboard: GuestClipboard,
): ScreenLink {
  const store = createStore<ScreenState>()(() => initialScreen)
  const lastFrame = new LastFrame(target)
  let session: VncSession | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let asked: Size | null = null
  let connectedAt = Number.POSITIVE_INFINITY
  let hadKeyboard = false

  const connect = (): void => {
    clearTimeout(timer)
    timer = undefined
    session?.end()
    asked = null
    const started = startVncSession(id, target, {
      connected() {
        connectedAt = performance.now()
        started.setViewOnly(store.getState().viewOnly)
        store.setState({ connection: 'connected', reason: null, error: null, hostile: false })
        // Unless the person has turned to something else meanwhile.
        if (hadKeyboard && document.activeElement === document.body) started.focus()
        hadKeyboard = false
      },
      ended: (end) => lose(end),
      size: (width, height) => store.setState({ size: { width, height } }),
      resizable: (resizable) => store.setState({ resizable }),
      pointerType: (absolutePointer) => store.setState({ absolutePointer }),
      drawn: () => lastFrame.clear(),
      ...clipboard,
    })
    session = started
  }

  const lose = (end: VncEnd): void => {
    lastFrame.keep()
    // It goes with noVNC's canvas, which goes now.
    hadKeyboard ||= target.contains(document.activeElement)
    session = null
    if (end.kind === 'hostile') {
      return store.setState({ connection: 'ended', hostile: true, reason: end.reason, error: null })
    }
    if (performance.now() - connectedAt > STABLE_MS) failures = 0
    connectedAt = Number.POSITIVE_INFINITY
    const delay = BACK_OFF_MS[Math.min(failures, BACK_OFF_MS.length - 1)] ?? 0
    failures += 1
    timer = setTimeout(connect, delay)
    store.setState({
      connection: 'waiting',
      hostile: false,
      reason: end.kind === 'dropped' ? end.reason : null,
      error: end.kind === 'refused' ? end.error : null,
    })
  }

  connect()
  return {
    store,
    focus: () => session?.focus(),
    setViewOnly(viewOnly) {
      session?.setViewOnly(viewOnly)
      store.setState({ viewOnly })
    },
    sendKey: (code, down) => session?.sendKey(code, down),
    sendChord: (chord) => session?.sendChord(chord),
    releaseKeys: () => session?.releaseKeys(),
    movePointer: (dx, dy) => session?.movePointer(dx, dy),
    requestSize(size) {
      const { connection, size: now, viewOnly } = store.getState()
      if (connection !== 'connected' || viewOnly || session === null) return
      const same = (other: Size | null): boolean =>
        other?.width === size.width && other.height === size.height
      if (same(now) || same(asked)) return
      asked = size
      session.requestSize(size.width, size.height)
    },
    offerText: (text) => session?.offerText(text) ?? true,
    measureRoundTrip: () => session?.measureRoundTrip() ?? Promise.resolve(null),
    reconnect() {
      failures = 0
      store.setState({ connection: 'connecting', reason: null, error: null, hostile: false })
      connect()
    },
    end() {
      clearTimeout(timer)
      session?.end()
      session = null
      lastFrame.clear()
    },
  }
}
