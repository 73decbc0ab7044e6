import { beforeEach, describe, expect, it } from 'vitest'
import { ExtendedClipboard, MAX_TEXT_BYTES } from './extended-clipboard.ts'

const [TEXT, CAPS, REQUEST, NOTIFY, PROVIDE] = [1, 1 << 24, 1 << 25, 1 << 27, 1 << 28]
const flags = (value: number, ...more: number[]): Uint8Array => {
  const bytes = new Uint8Array(4 + more.length)
  new DataView(bytes.buffer).setUint32(0, value)
  bytes.set(more, 4)
  return bytes
}
const sized = (content: Uint8Array, size = content.length): Uint8Array => {
  const bytes = new Uint8Array(4 + content.length)
  new DataView(bytes.buffer).setUint32(0, size)
  bytes.set(content, 4)
  return bytes
}
const through = async (
  bytes: Uint8Array,
  stream: CompressionStream | DecompressionStream,
): Promise<Uint8Array> => {
  const blob = new Blob([bytes.slice()])
  return new Uint8Array(await new Response(blob.stream().pipeThrough(stream)).arrayBuffer())
}
const deflate = (bytes: Uint8Array) => through(bytes, new CompressionStream('deflate'))
const inflate = (bytes: Uint8Array) => through(bytes, new DecompressionStream('deflate'))
const provide = async (content: Uint8Array, size?: number): Promise<Uint8Array> =>
  flags(PROVIDE | TEXT, ...(await deflate(sized(content, size))))

describe('ExtendedClipboard', () => {
  let sent: Uint8Array[]
  let texts: string[]
  let clipboard: ExtendedClipboard
  let mayTake: boolean
  beforeEach(() => {
    sent = []
    mayTake = true
    texts = []
    clipboard = new ExtendedClipboard({
      send: (bytes) => sent.push(bytes),
      mayTake: () => mayTake,
      text: (text) => texts.push(text),
    })
  })
  const flagsOf = (bytes: Uint8Array | undefined): number =>
    bytes === undefined ? 0 : new DataView(bytes.buffer).getUint32(8)

  it('says nothing until the other side has a clipboard, then what was copied before', async () => {
    clipboard.offer('copied')
    expect(sent).toEqual([])
    await clipboard.take(flags(CAPS | TEXT | NOTIFY, 0, 0, 0, 0))
    expect(sent.map(flagsOf).map((value) => value & (CAPS | NOTIFY))).toEqual([
      CAPS | NOTIFY,
      NOTIFY,
    ])
  })

  it('hands over just the text when it is asked for it, for QEMU passes it on as it is', async () => {
    await clipboard.take(flags(CAPS | TEXT))
    clipboard.offer('zwei\nZeilen €')
    await clipboard.take(flags(REQUEST | TEXT))
    const last = sent.at(-1) ?? new Uint8Array()
    expect(flagsOf(last)).toBe(PROVIDE | TEXT)
    expect(new DataView(last.buffer).getInt32(4)).toBe(-(last.length - 8))
    const plain = await inflate(last.subarray(12))
    expect(new DataView(plain.buffer).getUint32(0)).toBe(plain.length - 4)
    expect(new TextDecoder().decode(plain.subarray(4))).toBe('zwei\nZeilen €')
  })

  it('offers nothing that is too long for QEMU, and says so', async () => {
    await clipboard.take(flags(CAPS | TEXT))
    const before = sent.length
    expect(clipboard.offer('€'.repeat(400_000))).toBe(false)
    expect(sent).toHaveLength(before)
    expect(clipboard.offer('x'.repeat(MAX_TEXT_BYTES))).toBe(true)
  })

  it('does not fetch what was copied there unless it may', async () => {
    mayTake = false
    await clipboard.take(flags(NOTIFY | TEXT))
    expect(sent).toEqual([])
  })

  it('asks for what was copied there, and tells it', async () => {
    await clipboard.take(flags(NOTIFY | TEXT))
    expect(flagsOf(sent.at(-1))).toBe(REQUEST | TEXT)
    await clipboard.take(await provide(new TextEncoder().encode('a\r\nb€\0')))
    expect(texts).toEqual(['a\nb€'])
  })

  it('reads a stream without an end, as QEMU sends it', async () => {
    const whole = await deflate(sized(new TextEncoder().encode('cut')))
    await clipboard.take(flags(PROVIDE | TEXT, ...whole.subarray(0, -4)))
    expect(texts).toEqual(['cut'])
  })

  it.each([
    ['a bomb', provide(new Uint8Array(64 * 1024 * 1024), 0xffff_ffff)],
    ['one byte too many', provide(new Uint8Array(MAX_TEXT_BYTES + 1))],
    ['less than it says', provide(new Uint8Array(10), 20)],
    ['garbage', Promise.resolve(flags(PROVIDE | TEXT, 1, 2, 3, 4, 5))],
    ['nothing', Promise.resolve(flags(PROVIDE | TEXT))],
    ['less than flags', Promise.resolve(new Uint8Array(2))],
  ])('passes over %s', async (_, bytes) => {
    await clipboard.take(await bytes)
    expect(texts).toEqual([])
  })
})
