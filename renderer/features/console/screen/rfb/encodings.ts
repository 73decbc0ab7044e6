/**
 * What this viewer asks for and understands, and nothing else: the less a server may send, the less
 * has to be trusted. The picture comes raw, because the server is on this computer: it costs
 * neither side time to pack, and loses nothing. (noVNC's own list makes QEMU send JPEG.)
 *
 * Numbers: RFC 6143, section 7.7 and 7.8; the rest in the rfbproto registry.
 */
export const encoding = {
  raw: 0,
  desktopSize: -223,
  cursor: -239,
  /** QEMU tells whether the guest's pointer is absolute; noVNC does not know of it. */
  pointerTypeChange: -257,
  qemuExtendedKeyEvent: -258,
  qemuLedState: -261,
  extendedDesktopSize: -308,
  extendedMouseButtons: -316,
  extendedClipboard: -1063131698,
} as const

/** SetEncodings with all of them, in the order of preference. */
export function setEncodings(): Uint8Array {
  const wanted = Object.values(encoding)
  const message = new DataView(new ArrayBuffer(4 + 4 * wanted.length))
  message.setUint8(0, 2)
  message.setUint16(2, wanted.length)
  wanted.forEach((number, index) => message.setInt32(4 + 4 * index, number))
  return new Uint8Array(message.buffer)
}
