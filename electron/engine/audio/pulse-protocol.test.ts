import { expect, test } from 'vitest'
import { greetingAnswer, greetingRequest } from './pulse-protocol.ts'

const bytes = (...hex: readonly string[]): Buffer => Buffer.from(hex.join(''), 'hex')
const header = (length: string): string => `${length}ffffffff000000000000000000000000`

/** What PulseAudio 16.1 answered: let in with version 35, client 20, and what it is. */
const pulseaudio = bytes(
  ...[header('0000000f'), '4c000000024c000000004c00000023'],
  ...[header('0000000f'), '4c000000024c000000014c00000014'],
  ...[header('00000040'), '4c000000024c000000027470756c7365617564696f007431362e3100'],
  ...['7475736572', '00', '74766d', '00', '6103020000ac4474737065616b65720074'],
  ...['6d6963004cca96cf06'],
)
/** What pipewire-pulse 0.3.65 answered: the same in another order. */
const pipewire = bytes(
  ...[header('0000000f'), '4c000000024c000000004c00000023'],
  ...[header('00000031'), '4c000000024c000000027450756c7365417564696f20286f6e20'],
  ...['506970655769726520302e332e363529007431352e302e3000'],
  ...[header('0000000f'), '4c000000024c000000014c00000021'],
)
/** What PulseAudio answered another user without the cookie. */
const denied = bytes(header('0000000f'), '4c000000004c000000004c00000001')

test('reads the name of the server that lets us in', () => {
  expect(greetingAnswer(pulseaudio)).toBe('pulseaudio')
  expect(greetingAnswer(pipewire)).toBe('PulseAudio (on PipeWire 0.3.65)')
})

test('waits until all of it is there', () => {
  const end = pulseaudio.length
  const early = Array.from({ length: end }, (_, length) => pulseaudio.subarray(0, length))
  expect(early.map(greetingAnswer).every((name) => name === null)).toBe(true)
})

test('says why it is not let in', () => {
  expect(() => greetingAnswer(denied)).toThrow('it denies access')
  const other = Buffer.from(denied)
  other[other.length - 1] = 7
  expect(() => greetingAnswer(other)).toThrow('error 7')
})

test.each([
  ['HTTP/1.1 400 Bad Request\r\n\r\n'],
  ['{"QMP": {"version": {"qemu": {}}}}'],
  ['\0'.repeat(40)],
])('refuses %j', (text) => {
  expect(() => greetingAnswer(Buffer.from(text))).toThrow('does not speak')
})

test('asks with the cookie, padded, and names the client', () => {
  const request = greetingRequest(Buffer.alloc(256, 7), 'Größe, "x"')
  expect(request.readUInt32BE(0)).toBe(3 * 5 + 5 + 256)
  expect(request.subarray(20, 40).toString('hex')).toBe('4c000000084c000000004c0000000d7800000100')
  expect(request.subarray(40, 296).every((byte) => byte === 7)).toBe(true)
  expect(request.includes(Buffer.from('tapplication.name\0'))).toBe(true)
  expect(request.includes(Buffer.from('Größe, "x"\0'))).toBe(true)
  expect(
    greetingRequest(null, '')
      .subarray(40, 296)
      .every((byte) => byte === 0),
  ).toBe(true)
})
