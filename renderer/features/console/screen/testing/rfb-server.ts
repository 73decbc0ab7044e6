const u16 = (value: number): number[] => [(value >> 8) & 255, value & 255]
const u32 = (value: number): number[] => [...u16(value >>> 16), ...u16(value & 0xffff)]
const ascii = (text: string): number[] => [...new TextEncoder().encode(text)]

const rectangle = (x: number, y: number, width: number, height: number, kind: number): number[] => [
  ...[x, y, width, height].flatMap(u16),
  ...u32(kind),
]

/** What a VNC server says (RFC 6143), byte by byte, for tests. */
export const rfb = {
  version: ascii('RFB 003.008\n'),
  security: (...types: number[]): number[] => [types.length, ...types],
  accepted: u32(0),
  init: (width: number, height: number, nameLength = 4): number[] => [
    ...[width, height].flatMap(u16),
    ...[32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 16, 8, 0, 0, 0, 0],
    ...u32(nameLength),
    ...ascii('fake'),
  ],
  bell: [2],
  cutText: (text: string): number[] => [3, 0, 0, 0, ...u32(text.length), ...ascii(text)],
  update: (...rectangles: number[][]): number[] => [
    ...[0, 0],
    ...u16(rectangles.length),
    ...rectangles.flat(),
  ],
  rectangle,
  raw: (x: number, y: number, width: number, height: number): number[] => [
    ...rectangle(x, y, width, height, 0),
    ...new Uint8Array(width * height * 4).fill(0x55),
  ],
  cursor: (width: number, height: number): number[] => [
    ...rectangle(0, 0, width, height, -239),
    ...new Uint8Array(width * height * 4 + Math.ceil(width / 8) * height).fill(0xff),
  ],
  pointer: (absolute: boolean): number[] => rectangle(absolute ? 1 : 0, 0, 640, 480, -257),
  qemuKeys: rectangle(0, 0, 640, 480, -258),
  led: [...rectangle(0, 0, 1, 1, -261), 0],
  desktopSize: (width: number, height: number): number[] => rectangle(0, 0, width, height, -223),
  extendedSize: (reason: number, status: number, width: number, height: number): number[] => [
    ...rectangle(reason, status, width, height, -308),
    ...[1, 0, 0, 0],
    ...[...u32(0), ...u16(0), ...u16(0), ...u16(width), ...u16(height), ...u32(0)],
  ],
}
