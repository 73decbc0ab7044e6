/** The eight bytes that a PNG begins with, and its last chunk (PNG specification, 5.2 and 11.2.5). */
const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')
const END = Buffer.from('0000000049454e44ae426082', 'hex')

/** Whether it begins and ends as a PNG does: one that was cut off does not. Pure. */
export const isWholePng = (bytes: Buffer): boolean =>
  bytes.length > SIGNATURE.length + END.length &&
  bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE) &&
  bytes.subarray(-END.length).equals(END)
