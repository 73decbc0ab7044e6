const LINE_FEED = 0x0a

/**
 * The last `capacity` bytes of a stream. Positions count from the stream's start, so a reader
 * keeps one number and sees whether it has fallen behind what is kept.
 */
export interface History {
  /** Position of the oldest byte that is kept, and the one after the newest. */
  readonly start: number
  readonly end: number
  append(bytes: Uint8Array): void
  /** A copy of at most `max` bytes from `position`, which must lie within what is kept. */
  read(position: number, max: number): Uint8Array
  /** The first start of a line at or after `position`; `position` where there is none. */
  lineStart(position: number): number
}

export function createHistory(capacity: number): History {
  const ring = new Uint8Array(capacity)
  let end = 0
  return {
    get start() {
      return Math.max(0, end - capacity)
    },
    get end() {
      return end
    },
    append(bytes) {
      const kept = bytes.subarray(Math.max(0, bytes.length - capacity))
      const from = (end + bytes.length - kept.length) % capacity
      const first = kept.subarray(0, capacity - from)
      ring.set(first, from)
      ring.set(kept.subarray(first.length), 0)
      end += bytes.length
    },
    read(position, max) {
      const length = Math.min(max, end - position)
      const copy = new Uint8Array(length)
      const from = position % capacity
      const first = ring.subarray(from, Math.min(capacity, from + length))
      copy.set(first)
      copy.set(ring.subarray(0, length - first.length), first.length)
      return copy
    },
    lineStart(position) {
      for (let at = position; at < end; at++) {
        if (ring[at % capacity] === LINE_FEED) return at + 1
      }
      return position
    },
  }
}
