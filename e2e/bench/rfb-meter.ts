/** A stream to a VNC server, however its bytes travel. */
export interface RfbStream {
  readonly send: (bytes: Uint8Array) => void
  readonly onData: (listener: (bytes: Uint8Array) => void) => void
}

export interface FrameCount {
  readonly width: number
  readonly height: number
  readonly frames: number
  readonly bytes: number
  readonly ms: number
}

/**
 * Asks a VNC server for whole frames (RFC 6143, raw encoding), one after the other, and counts
 * those that arrive in `durationMs`. Refers to nothing outside itself, because it also runs inside
 * the window.
 */
export function measureFrames(stream: RfbStream, durationMs: number): Promise<FrameCount> {
  let chunks: Uint8Array[] = []
  let have = 0
  let wanted: { bytes: number; resolve: (bytes: Uint8Array) => void } | null = null
  const take = (bytes: number): Uint8Array => {
    const out = new Uint8Array(bytes)
    let at = 0
    while (at < bytes) {
      const chunk = chunks[0]
      if (chunk === undefined) throw new Error('short read')
      const part = chunk.subarray(0, bytes - at)
      out.set(part, at)
      at += part.length
      if (part.length === chunk.length) chunks = chunks.slice(1)
      else chunks[0] = chunk.subarray(part.length)
    }
    have -= bytes
    return out
  }
  stream.onData((bytes) => {
    chunks.push(bytes)
    have += bytes.length
    if (wanted !== null && have >= wanted.bytes) {
      const { bytes: count, resolve } = wanted
      wanted = null
      resolve(take(count))
    }
  })
  const read = (bytes: number): Promise<Uint8Array> =>
    have >= bytes
      ? Promise.resolve(take(bytes))
      : new Promise((resolve) => {
          wanted = { bytes, resolve }
        })
  const u16 = (bytes: Uint8Array, at: number): number =>
    (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0)

  const run = async (): Promise<FrameCount> => {
    await read(12)
    stream.send(new TextEncoder().encode('RFB 003.008\n'))
    const [types = 0] = await read(1)
    await read(types)
    stream.send(new Uint8Array([1]))
    await read(4)
    stream.send(new Uint8Array([1]))
    const init = await read(24)
    const [width, height] = [u16(init, 0), u16(init, 2)]
    await read(u16(init, 20) * 65_536 + u16(init, 22))
    stream.send(new Uint8Array([2, 0, 0, 1, 0, 0, 0, 0]))
    const whole = new Uint8Array([
      3,
      0,
      0,
      0,
      0,
      0,
      width >> 8,
      width & 255,
      height >> 8,
      height & 255,
    ])
    let frames = 0
    let total = 0
    let begin = 0
    stream.send(whole)
    while (begin === 0 || performance.now() - begin < durationMs) {
      let area = 0
      while (area < width * height) {
        const head = await read(4)
        if (head[0] !== 0) throw new Error(`message ${head[0]}`)
        // As the window does: the next one is asked for while this one is on its way.
        if (area === 0) stream.send(whole)
        for (let rectangles = u16(head, 2); rectangles > 0; rectangles--) {
          const rectangle = await read(12)
          const pixels = u16(rectangle, 4) * u16(rectangle, 6)
          await read(pixels * 4)
          area += pixels
          total += pixels * 4
        }
      }
      // The first one is not counted: it fills the caches on both sides.
      if (begin === 0) [begin, total] = [performance.now(), 0]
      else frames++
    }
    return { width, height, frames, bytes: total, ms: performance.now() - begin }
  }
  return run()
}
