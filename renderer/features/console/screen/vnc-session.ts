import RFB from '@novnc/novnc'
import type { ErrorData } from '../../../../shared/domain/errors.ts'
import { errorDataOf } from '../../../ipc/call.ts'
import { openPort } from '../open-port.ts'
import type { Chord } from './chords.ts'
import { keyOfChord } from './chords.ts'
import { ExtendedClipboard } from './rfb/extended-clipboard.ts'
import { onePixelRequest, setDesktopSize } from './rfb/messages.ts'
import { VncSocket } from './vnc-socket.ts'

/** Why a connection is over. */
export type VncEnd =
  /** It was not opened at all. */
  | { readonly kind: 'refused'; readonly error: ErrorData }
  /** The other side went; `reason` is technical detail. */
  | { readonly kind: 'dropped'; readonly reason: string | null }
  /** The other side said what no VNC server of QEMU's says; `reason` is technical detail. */
  | { readonly kind: 'hostile'; readonly reason: string }

export interface VncSessionEvents {
  connected(): void
  /** Comes once, and last. The picture is still in the target while it is told. */
  ended(end: VncEnd): void
  /** Of the guest's screen, in its pixels. */
  size(width: number, height: number): void
  /** Whether the guest's graphics device takes the size of a window. */
  resizable(yes: boolean): void
  pointerType(absolute: boolean): void
  /** Something was drawn. */
  drawn(): void
  /** The guest has copied a text. */
  copied(text: string): void
  /** Whether what is copied in the guest may be fetched. */
  mayTake(): boolean
}

/** One connection to a guest's screen. */
export interface VncSession {
  focus(): void
  setViewOnly(viewOnly: boolean): void
  /** One key, by KeyboardEvent.code; QEMU goes by the key, not by what it means. */
  sendKey(code: string, down: boolean): void
  sendChord(chord: Chord): void
  releaseKeys(): void
  movePointer(dx: number, dy: number): void
  requestSize(width: number, height: number): void
  /** False where the text is too long for QEMU. */
  offerText(text: string): boolean
  /** ms from a question to its answer by the guest's screen; null where it does not come. */
  measureRoundTrip(): Promise<number | null>
  end(): void
}

/** RFC 6455: what came was not of the protocol; VncSocket says so of its guard. */
const PROTOCOL_ERROR = 1002
/** ms */
const ROUND_TRIP_TIMEOUT = 5000
/** Answers of ExtendedDesktopSize: 3 is QEMU's no, 4 that the guest was told. */
const STATUS_INVALID = 3

/** Shows a guest's screen inside `target`, filling it, until it ends or is ended. */
export function startVncSession(
  id: string,
  target: HTMLElement,
  events: VncSessionEvents,
): VncSession {
  const abort = new AbortController()
  let rfb: RFB | null = null
  let socket: VncSocket | null = null
  let ended = false
  let answer: (() => void) | null = null
  const clipboard = new ExtendedClipboard({
    send: (bytes) => socket?.say(bytes),
    text: (text) => !ended && events.copied(text),
    mayTake: () => !ended && events.mayTake(),
  })
  const finish = (end: VncEnd): void => {
    if (ended) return
    ended = true
    answer?.()
    events.ended(end)
  }

  const run = async (): Promise<void> => {
    const port = await openPort(id, { kind: 'vnc' }, abort.signal)
    if (abort.signal.aborted) return port.close()
    const opened = new VncSocket(port, {
      size: (width, height) => events.size(width, height),
      sizeAnswer: (reason, status) => {
        if (reason === 1) events.resizable(status !== STATUS_INVALID)
        else if (reason === 0) answer?.()
      },
      pointerType: (absolute) => events.pointerType(absolute),
      cutText: (extended, bytes) => {
        if (extended) void clipboard.take(bytes)
        // The plain form is Latin-1 (RFC 6143, section 7.6.4).
        else if (events.mayTake()) events.copied(new TextDecoder('latin1').decode(bytes))
      },
      update: (pixels) => {
        if (pixels > 0) events.drawn()
      },
    })
    const made = new RFB(target, opened, { shared: true })
    made.scaleViewport = true
    made.focusOnClick = true
    made.background = 'transparent'
    // A guest without a pointer of its own on the screen would leave nothing to aim with.
    made.showDotCursor = true
    const onclose = opened.onclose
    opened.onclose = (event) => {
      const reason = event.wasClean ? null : event.reason
      if (event.code === PROTOCOL_ERROR) finish({ kind: 'hostile', reason: event.reason })
      else finish({ kind: 'dropped', reason })
      onclose?.(event)
    }
    made.addEventListener('connect', () => !ended && events.connected())
    made.addEventListener('securityfailure', (event) => {
      const { reason } = (event as CustomEvent<{ reason?: string }>).detail
      finish({ kind: 'hostile', reason: reason ?? 'it refused the connection' })
    })
    made.addEventListener('disconnect', () => finish({ kind: 'dropped', reason: null }))
    rfb = made
    socket = opened
  }
  run().catch((error: unknown) => {
    if (!abort.signal.aborted) finish({ kind: 'refused', error: errorDataOf(error) })
  })

  return {
    focus: () => rfb?.focus({ preventScroll: true }),
    setViewOnly(viewOnly) {
      if (rfb === null || rfb.viewOnly === viewOnly) return
      socket?.releaseKeys()
      rfb.viewOnly = viewOnly
    },
    sendKey: (code, down) => rfb?.sendKey(0, code, down),
    sendChord(chord) {
      const keys = chord.map(keyOfChord)
      for (const { keysym, code } of keys) rfb?.sendKey(keysym, code, true)
      for (const { keysym, code } of keys.reverse()) rfb?.sendKey(keysym, code, false)
    },
    releaseKeys: () => socket?.releaseKeys(),
    movePointer: (dx, dy) => socket?.movePointer(dx, dy),
    requestSize: (width, height) => socket?.say(setDesktopSize(width, height)),
    offerText: (text) => clipboard.offer(text),
    measureRoundTrip: () =>
      new Promise((resolve) => {
        if (socket === null || ended || answer !== null) return resolve(null)
        const begin = performance.now()
        const settle = (ms: number | null): void => {
          clearTimeout(timer)
          answer = null
          resolve(ms)
        }
        const timer = setTimeout(() => settle(null), ROUND_TRIP_TIMEOUT)
        answer = () => settle(ended ? null : performance.now() - begin)
        // QEMU answers such a request at once with the screen's size (ui/vnc.c,
        // framebuffer_update_request), whatever else is under way.
        socket.say(onePixelRequest())
      }),
    end() {
      ended = true
      abort.abort()
      answer?.()
      rfb?.disconnect()
      rfb = null
      socket = null
    },
  }
}
