/** The eight bytes that a PNG begins with, and its last chunk (PNG specification, 5.2 and 11.2.5). */
const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')
const END = Buffer.from('0000000049454e44ae426082', 'hex')
/** Where the first chunk, IHDR, has the width and height (11.2.2). */
const SIZE_AT = 16
/** Pixels each way; no screen is larger, and who unpacks the picture has memory for it. */
const SIDE_MAX = 8192
/** Bytes: a screen of that size without any compression. */
export const PICTURE_MAX_BYTES = 4 * SIDE_MAX ** 2 + 1024 * 1024

/**
 * Whether it begins and ends as a PNG does (one that was cut off does not) and is as large as a
 * screen may be: a QEMU that a guest has broken into may write anything. Pure.
 */
export const isWholePng = (bytes: Buffer): boolean =>
  bytes.length > SIZE_AT + 8 + END.length &&
  bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE) &&
  bytes.subarray(-END.length).equals(END) &&
  bytes.readUInt32BE(SIZE_AT) <= SIDE_MAX &&
  bytes.readUInt32BE(SIZE_AT + 4) <= SIDE_MAX
