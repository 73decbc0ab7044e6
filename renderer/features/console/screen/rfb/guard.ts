import { encoding } from './encodings.ts'
import { RfbViolation } from './violation.ts'

/** Pixels of the largest screen that is shown: 8K. noVNC keeps two pictures of it, at 4 bytes. */
const MAX_PIXELS = 7680 * 4320
const MAX_SIDE = 16_384
/** Pixels of a pointer's side; QEMU allows no more (ui/cursor.c). */
const MAX_CURSOR_SIDE = 512
const MAX_NAME_BYTES = 64 * 1024
const MAX_REASON_BYTES = 4096
const MAX_SCREENS = 16
/** QEMU takes and gives no more than 1 MiB (ui/vnc-clipboard.c). */
const MAX_CUT_TEXT_BYTES = 2 * 1024 * 1024
/** Each change of size makes noVNC allocate its pictures anew; a booting guest makes a few. */
const MAX_RESIZES_PER_SECOND = 30
/** After so many rectangles what was read is handed on, so that it is drawn in small parts. */
export const RECTANGLES_PER_PART = 256

const NONE = new Uint8Array(0)
const PROTOCOL_VERSION = 'RFB 003.008\n'
const SECURITY_NONE = 1

/** What the guard finds in the stream; all come in the stream's order. */
export interface GuardEvents {
  /** Checked bytes for noVNC: a view into what was taken, or a new array. */
  pass(bytes: Uint8Array): void
  /** In the guest's pixels. */
  size(width: number, height: number): void
  /** `reason`: 0 the server's own, 1 this viewer asked, 2 another did. `status`: 0 is done. */
  sizeAnswer(reason: number, status: number): void
  pointerType(absolute: boolean): void
  /** ServerCutText: of the extended form where `extended`. */
  cutText(extended: boolean, bytes: Uint8Array): void
  /** A whole update was passed on, with so many pixels of picture. */
  update(pixels: number): void
}

type Step =
  | 'version'
  | 'security'
  | 'result'
  | 'reason'
  | 'init'
  | 'message'
  | 'rectangle'
  /** Nothing may follow. */
  | 'end'

interface CutText {
  readonly extended: boolean
  readonly bytes: Uint8Array
  /** How much of it is there. */
  at: number
}

/**
 * Reads what a VNC server sends (RFC 6143) before noVNC does, and lets nothing by that was not
 * asked for or that noVNC would allocate for without bound. noVNC trusts its server; a guest that
 * has broken out into QEMU must get no further than that.
 *
 * Bytes go on as they came wherever they can: a picture is not copied.
 */
export class RfbGuard {
  readonly #events: GuardEvents
  #step: Step = 'version'
  /** The start of a header that is not whole yet. */
  #rest: Uint8Array = NONE
  /** What is being read, from where it has not been handed on. */
  #bytes: Uint8Array = NONE
  #from = 0
  /** Bytes after a header that go on unread. */
  #payload = 0
  #afterPayload: () => void = () => {}
  /** A cut text so far; noVNC does not get it. */
  #text: CutText | null = null
  #rectangles = 0
  #sinceHandedOn = 0
  #pixels = 0
  #width = 0
  #height = 0
  readonly #resizes: number[] = []

  constructor(events: GuardEvents) {
    this.#events = events
  }

  /** Throws RfbViolation; nothing may be taken after that. */
  take(chunk: Uint8Array): void {
    const bytes = this.#rest.length === 0 ? chunk : join(this.#rest, chunk)
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#rest = NONE
    this.#bytes = bytes
    this.#from = 0
    let at = 0
    while (at < bytes.length) {
      if (this.#text !== null) {
        at = this.#collect(this.#text, at)
      } else if (this.#payload > 0) {
        const part = Math.min(this.#payload, bytes.length - at)
        this.#payload -= part
        at += part
        if (this.#payload === 0) this.#endPayload(at)
      } else {
        const read = this.#read(view, at)
        if (read === 0) break
        at += read
        if (this.#sinceHandedOn >= RECTANGLES_PER_PART) this.#handOn(at)
      }
    }
    this.#handOn(at)
    this.#rest = at < bytes.length ? bytes.slice(at) : NONE
    this.#bytes = NONE
  }

  #handOn(to: number): void {
    if (to > this.#from) this.#events.pass(this.#bytes.subarray(this.#from, to))
    this.#from = to
    this.#sinceHandedOn = 0
  }

  /** noVNC gets `instead` of the `length` bytes at `at`. */
  #replace(at: number, length: number, instead: Uint8Array): void {
    this.#handOn(at)
    this.#from = at + length
    if (instead.length > 0) this.#events.pass(instead)
  }

  #expect(payload: number, after: () => void, at: number): void {
    this.#payload = payload
    this.#afterPayload = after
    if (payload === 0) this.#endPayload(at)
  }

  #endPayload(at: number): void {
    this.#afterPayload()
    if (this.#step === 'rectangle' && this.#rectangles === 0) this.#endUpdate(at)
  }

  #endUpdate(at: number): void {
    this.#step = 'message'
    this.#handOn(at)
    this.#events.update(this.#pixels)
  }

  #collect(text: CutText, at: number): number {
    const part = this.#bytes.subarray(at, at + text.bytes.length - text.at)
    text.bytes.set(part, text.at)
    text.at += part.length
    this.#from = at + part.length
    if (text.at === text.bytes.length) {
      this.#text = null
      this.#events.cutText(text.extended, text.bytes)
    }
    return this.#from
  }

  /** Reads one header. Returns its length, or 0 where it is not whole yet. */
  #read(view: DataView, at: number): number {
    const has = view.byteLength - at
    switch (this.#step) {
      case 'version': {
        if (has < 12) return 0
        const version = String.fromCharCode(...this.#bytes.subarray(at, at + 12))
        if (version !== PROTOCOL_VERSION) throw new RfbViolation('it does not speak RFB 3.8')
        this.#step = 'security'
        return 12
      }
      case 'security':
        return this.#readSecurity(view, at, has)
      case 'result':
        if (has < 4) return 0
        this.#step = view.getUint32(at) === 0 ? 'init' : 'reason'
        return 4
      case 'reason': {
        if (has < 4) return 0
        const length = atMost(MAX_REASON_BYTES, view.getUint32(at), 'bytes of a reason')
        this.#expect(length, () => (this.#step = 'end'), at + 4)
        return 4
      }
      case 'init': {
        if (has < 24) return 0
        this.#resize(view.getUint16(at), view.getUint16(at + 2), at)
        const name = atMost(MAX_NAME_BYTES, view.getUint32(at + 20), 'bytes of a name')
        this.#expect(name, () => (this.#step = 'message'), at + 24)
        return 24
      }
      case 'message':
        return this.#readMessage(view, at, has)
      case 'rectangle':
        return this.#readRectangle(view, at, has)
      case 'end':
        throw new RfbViolation('it goes on after it has refused')
    }
  }

  /** noVNC would take the first type that it knows; the one that is meant here is `none`. */
  #readSecurity(view: DataView, at: number, has: number): number {
    const count = view.getUint8(at)
    if (count === 0) {
      this.#step = 'reason'
      return 1
    }
    if (has < 1 + count) return 0
    if (!this.#bytes.subarray(at + 1, at + 1 + count).includes(SECURITY_NONE)) {
      throw new RfbViolation('it asks for a password')
    }
    this.#replace(at, 1 + count, Uint8Array.of(1, SECURITY_NONE))
    this.#step = 'result'
    return 1 + count
  }

  #readMessage(view: DataView, at: number, has: number): number {
    const type = view.getUint8(at)
    switch (type) {
      case 0: // FramebufferUpdate
        if (has < 4) return 0
        this.#rectangles = view.getUint16(at + 2)
        this.#pixels = 0
        if (this.#rectangles === 0) this.#endUpdate(at + 4)
        else this.#step = 'rectangle'
        return 4
      case 2: // Bell
        this.#sinceHandedOn += 1
        return 1
      case 3: {
        // ServerCutText
        if (has < 8) return 0
        const length = view.getInt32(at + 4)
        const size = atMost(MAX_CUT_TEXT_BYTES, Math.abs(length), 'bytes of copied text')
        this.#replace(at, 8, NONE)
        const text = { extended: length < 0, bytes: new Uint8Array(size), at: 0 }
        if (size > 0) this.#text = text
        return 8
      }
      default:
        throw new RfbViolation(`it sent a message of type ${type}, which was not asked for`)
    }
  }

  #readRectangle(view: DataView, at: number, has: number): number {
    if (has < 12) return 0
    const [x, y] = [view.getUint16(at), view.getUint16(at + 2)]
    const [width, height] = [view.getUint16(at + 4), view.getUint16(at + 6)]
    const kind = view.getInt32(at + 8)
    let length = 12
    let payload = 0
    switch (kind) {
      case encoding.raw:
        if (x + width > this.#width || y + height > this.#height) {
          throw new RfbViolation(`it draws ${width} × ${height} at ${x}, ${y}, beyond its screen`)
        }
        payload = width * height * 4
        this.#pixels += width * height
        break
      case encoding.cursor:
        atMost(MAX_CURSOR_SIDE, Math.max(width, height), 'pixels of a pointer')
        payload = width * height * 4 + Math.ceil(width / 8) * height
        // Each is made a picture of its own.
        this.#sinceHandedOn += RECTANGLES_PER_PART
        break
      case encoding.desktopSize:
        this.#resize(width, height, at)
        break
      case encoding.extendedDesktopSize: {
        if (has < 16) return 0
        payload = atMost(MAX_SCREENS, view.getUint8(at + 12), 'screens') * 16
        length = 16
        // An answer that is no (`y`) tells no size.
        if (x !== 1 || y === 0) this.#resize(width, height, at)
        this.#events.sizeAnswer(x, y)
        break
      }
      case encoding.qemuLedState:
        payload = 1
        break
      case encoding.qemuExtendedKeyEvent:
      case encoding.extendedMouseButtons:
        break
      case encoding.pointerTypeChange:
        // Not for noVNC: an empty rectangle of picture stands in.
        this.#replace(at, 12, new Uint8Array(12))
        this.#events.pointerType(x !== 0)
        break
      default:
        throw new RfbViolation(`it draws in encoding ${kind}, which was not asked for`)
    }
    this.#rectangles -= 1
    this.#sinceHandedOn += 1
    this.#expect(payload, () => {}, at + length)
    return length
  }

  #resize(width: number, height: number, at: number): void {
    if (width === 0 || height === 0) throw new RfbViolation(`a screen of ${width} × ${height}`)
    if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS) {
      throw new RfbViolation(`a screen of ${width} × ${height} is too large`)
    }
    if (width === this.#width && height === this.#height) return
    this.#width = width
    this.#height = height
    const now = performance.now()
    this.#resizes.push(now)
    if (this.#resizes.length > MAX_RESIZES_PER_SECOND) {
      const first = this.#resizes.shift() ?? 0
      if (now - first < 1000) throw new RfbViolation('its screen changes its size all the time')
    }
    this.#handOn(at)
    this.#events.size(width, height)
  }
}

/** `value`; throws RfbViolation where it is more than `most`. */
function atMost(most: number, value: number, what: string): number {
  if (value > most) throw new RfbViolation(`${value} ${what} are too many`)
  return value
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  const joined = new Uint8Array(a.length + b.length)
  joined.set(a)
  joined.set(b, a.length)
  return joined
}
