/** What a viewer says of its own accord, beside noVNC. Sources: RFC 6143 and the rfbproto registry. */

function message(bytes: number, fill: (view: DataView) => void): Uint8Array {
  const view = new DataView(new ArrayBuffer(bytes))
  fill(view)
  return new Uint8Array(view.buffer)
}

/** QEMU's extended key event: `key` is the PC scancode that noVNC would send; 0 is no keysym. */
export const qemuKey = (down: boolean, key: number, keysym = 0): Uint8Array =>
  message(12, (view) => {
    view.setUint8(0, 255)
    view.setUint16(2, down ? 1 : 0)
    view.setUint32(4, keysym)
    view.setUint32(8, key)
  })

export const plainKeyUp = (keysym: number): Uint8Array =>
  message(8, (view) => {
    view.setUint8(0, 4)
    view.setUint32(4, keysym)
  })

/** `x` and `y` as they go over the wire. */
export const pointerEvent = (buttons: number, x: number, y: number): Uint8Array =>
  message(6, (view) => {
    view.setUint8(0, 5)
    view.setUint8(1, buttons)
    view.setUint16(2, x)
    view.setUint16(4, y)
  })

/** FramebufferUpdateRequest of one pixel, drawn or not. */
export const onePixelRequest = (): Uint8Array =>
  message(10, (view) => {
    view.setUint8(0, 3)
    view.setUint16(6, 1)
    view.setUint16(8, 1)
  })

/** SetDesktopSize to one screen of that size, in the guest's pixels. */
export const setDesktopSize = (width: number, height: number): Uint8Array =>
  message(24, (view) => {
    view.setUint8(0, 251)
    view.setUint16(2, width)
    view.setUint16(4, height)
    view.setUint8(6, 1)
    view.setUint16(16, width)
    view.setUint16(18, height)
  })

/** ClientCutText of the extended form: flags, then what they say follows. */
export const extendedCutText = (
  flags: number,
  data: Uint8Array = new Uint8Array(0),
): Uint8Array => {
  const head = message(12, (view) => {
    view.setUint8(0, 6)
    view.setInt32(4, -(4 + data.length))
    view.setUint32(8, flags)
  })
  const whole = new Uint8Array(head.length + data.length)
  whole.set(head)
  whole.set(data, head.length)
  return whole
}

/** Whether it is one incremental FramebufferUpdateRequest of noVNC's. */
export const isUpdateRequest = (bytes: Uint8Array): boolean =>
  bytes.length === 10 && bytes[0] === 3 && bytes[1] === 1

export const isSetEncodings = (bytes: Uint8Array): boolean =>
  bytes[0] === 2 && bytes.length >= 4 && bytes.length % 4 === 0

/** The buttons of a PointerEvent (with more of them in its longer form); null for others. */
export const pointerButtons = (bytes: Uint8Array): number | null =>
  bytes[0] === 5 && (bytes.length === 6 || bytes.length === 7) ? (bytes[1] ?? 0) & 0x7f : null

export interface KeyMessage {
  readonly down: boolean
  /** Lets go of that very key. */
  readonly up: Uint8Array
  /** Tells keys apart. */
  readonly key: string
}

/** A KeyEvent or QEMU's extended one; null for others. */
export function keyOf(bytes: Uint8Array): KeyMessage | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length === 12 && bytes[0] === 255 && bytes[1] === 0) {
    const [keysym, code] = [view.getUint32(4), view.getUint32(8)]
    return { down: bytes[3] === 1, up: qemuKey(false, code, keysym), key: `code ${code}` }
  }
  if (bytes.length === 8 && bytes[0] === 4) {
    const keysym = view.getUint32(4)
    return { down: bytes[1] === 1, up: plainKeyUp(keysym), key: `keysym ${keysym}` }
  }
  return null
}
