import type { RawChannel, RawChannelClose } from '@novnc/novnc'
import { PortChannel } from '../port-channel.ts'
import { isSetEncodings, isUpdateRequest, keyOf, pointerButtons } from './rfb/messages.ts'
import { setEncodings } from './rfb/encodings.ts'
import { RfbGuard } from './rfb/guard.ts'
import { HeldKeys } from './rfb/held-keys.ts'
import { KeyNudge } from './rfb/key-nudge.ts'
import { RelativePointer } from './rfb/relative-pointer.ts'

const CONNECTING = 0
const OPEN = 1
const CLOSED = 3

/** Codes of RFC 6455, section 7.4.1. */
const NORMAL_CLOSURE = 1000
const ABNORMAL_CLOSURE = 1006
const PROTOCOL_ERROR = 1002

/** ms of work after which the rest waits for the next turn, so that the window stays usable. */
const TURN_MS = 8

/** What is told beside the bytes, in their order: when noVNC has had all that came before. */
export interface VncSocketEvents {
  size(width: number, height: number): void
  sizeAnswer(reason: number, status: number): void
  pointerType(absolute: boolean): void
  cutText(extended: boolean, bytes: Uint8Array): void
  update(pixels: number): void
}

/**
 * A console's port in the shape of a WebSocket, for noVNC. It looks for the properties by name, so
 * they are the object's own; `onclose` comes in a later turn, as a WebSocket's does. Everything that
 * comes is checked on its way (rfb/guard.ts), and what noVNC says is made to fit what is shown.
 */
export class VncSocket implements RawChannel {
  binaryType = 'arraybuffer'
  readonly protocol = ''
  readyState = CONNECTING
  onopen: RawChannel['onopen'] = null
  onmessage: RawChannel['onmessage'] = null
  onclose: RawChannel['onclose'] = null
  onerror: RawChannel['onerror'] = null
  readonly #channel: PortChannel
  readonly #guard: RfbGuard
  readonly #nudge: KeyNudge
  readonly #held = new HeldKeys()
  readonly #pointer = new RelativePointer()
  /** The last request for an update, until the first byte of an answer. */
  #request: Uint8Array | null = null
  #relative = false
  /** What came and has not been dealt with, and the way to the next turn. */
  #waiting: (() => void)[] = []
  readonly #turn = new MessageChannel()

  constructor(port: MessagePort, events: VncSocketEvents) {
    const later = (work: () => void): void => void this.#waiting.push(work)
    this.#guard = new RfbGuard({
      pass: (bytes) => later(() => this.onmessage?.({ data: exactBuffer(bytes) })),
      size: (width, height) => later(() => events.size(width, height)),
      sizeAnswer: (reason, status) => later(() => events.sizeAnswer(reason, status)),
      // QEMU tells it as soon as it is asked, and whenever it changes (ui/vnc.c, set_encodings).
      pointerType: (absolute) => {
        this.#relative = !absolute
        events.pointerType(absolute)
      },
      cutText: (extended, bytes) => later(() => events.cutText(extended, bytes)),
      update: (pixels) => later(() => events.update(pixels)),
    })
    this.#channel = new PortChannel(port, {
      onOpen: () => {
        this.readyState = OPEN
        this.onopen?.()
      },
      onBytes: (bytes) => this.#take(bytes),
      onSkipped: () => undefined, // serial ports alone
      onClosed: (reason) => {
        // After what came before it.
        later(() => this.#closeLater(ABNORMAL_CLOSURE, reason))
        this.#work()
      },
    })
    this.#nudge = new KeyNudge((bytes) => this.#channel.send(bytes))
    this.#turn.port1.onmessage = () => this.#work()
  }

  #take(bytes: Uint8Array): void {
    if (this.readyState !== OPEN) return
    this.#askForNext()
    const idle = this.#waiting.length === 0
    try {
      this.#guard.take(bytes)
    } catch (error) {
      return this.#refuse(error)
    }
    this.#waiting.push(() => this.#channel.credit(bytes.byteLength))
    if (idle) this.#work()
  }

  /** Does what waits, but not for longer than a turn. */
  #work(): void {
    const end = performance.now() + TURN_MS
    let done = 0
    try {
      while (done < this.#waiting.length) {
        this.#waiting[done++]?.()
        if (performance.now() > end) break
      }
    } catch (error) {
      return this.#refuse(error)
    }
    this.#waiting = this.#waiting.slice(done)
    if (this.#waiting.length > 0) this.#turn.port2.postMessage(null)
  }

  /** Ends it because of what came. */
  #refuse(error: unknown): void {
    this.#channel.close()
    this.#closeLater(PROTOCOL_ERROR, error instanceof Error ? error.message : String(error))
  }

  /** noVNC hands over one message at a time. */
  send(data: Uint8Array): void {
    if (isSetEncodings(data)) return this.#channel.send(setEncodings())
    const buttons = this.#relative ? pointerButtons(data) : null
    if (buttons !== null) return this.#sendIfAny(this.#pointer.buttons(buttons))
    this.#channel.send(data)
    if (isUpdateRequest(data)) this.#request = data.slice()
    const key = keyOf(data)
    if (key === null) return
    this.#held.note(key)
    if (key.down) this.#nudge.key()
  }

  /** Sends what is not noVNC's. */
  say(data: Uint8Array): void {
    this.#channel.send(data)
  }

  /** Lets go of every key that is down in the guest. */
  releaseKeys(): void {
    for (const up of this.#held.release()) this.#channel.send(up)
  }

  /** A movement of a pointer that is relative, in the guest's pixels. */
  movePointer(dx: number, dy: number): void {
    if (this.#relative) this.#sendIfAny(this.#pointer.move(dx, dy))
  }

  #sendIfAny(data: Uint8Array | null): void {
    if (data !== null) this.#channel.send(data)
  }

  /**
   * Asks for the next update while this one is still arriving. noVNC asks when it has drawn one; a
   * QEMU that finds no request when its refresh timer fires waits 50 ms longer (ui/vnc.c,
   * vnc_refresh), so one that large updates keep busy would draw half as often.
   */
  #askForNext(): void {
    if (this.#request === null) return
    this.#channel.send(this.#request)
    this.#request = null
  }

  close(): void {
    if (this.readyState === CLOSED) return
    this.releaseKeys()
    this.#channel.close()
    this.#closeLater(NORMAL_CLOSURE, null)
  }

  #closeLater(failure: number, reason: string | null): void {
    if (this.readyState === CLOSED) return
    this.readyState = CLOSED
    this.#nudge.stop()
    this.#waiting = []
    this.#turn.port1.close()
    const event: RawChannelClose = {
      code: reason === null ? NORMAL_CLOSURE : failure,
      reason: reason ?? '',
      wasClean: reason === null,
    }
    queueMicrotask(() => this.onclose?.(event))
  }
}

/** The bytes' own buffer where they fill it, as they do when the broker sent an exact copy. */
function exactBuffer(bytes: Uint8Array): ArrayBuffer {
  const whole = bytes.byteLength === bytes.buffer.byteLength
  return (whole ? bytes.buffer : bytes.slice().buffer) as ArrayBuffer
}
