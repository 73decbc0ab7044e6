import { createHistory } from './history.ts'
import { logSize, readLogTail } from './log-tail.ts'
import { overlap } from './overlap.ts'
import type { Port } from './port.ts'
import { createSerialReader, type SerialReader } from './serial-reader.ts'
import type { OpenSocket } from './socket.ts'

/** Bytes of what was printed before that a new window is shown. */
export const SHOWN_BYTES = 256 * 1024
/** Bytes that a slow window may fall behind before it is made to skip. */
export const HISTORY_BYTES = 1024 * 1024

export interface SerialEndpoint {
  readonly socketPath: string
  readonly logPath: string
}

export interface SerialLine {
  attach(port: Port): void
}

/** The event loop's next turn, after it has looked at the sockets. */
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/**
 * One serial port of a guest. QEMU's socket takes one client at a time, so all windows that look at
 * the port share this connection. It is always read, because a guest whose serial port nobody reads
 * freezes; who is too slow misses bytes.
 *
 * `onIdle` is called once, when the connection is over or the last window has left; an attach after
 * that is a mistake of the caller's.
 */
export function openSerialLine(
  endpoint: SerialEndpoint,
  openSocket: OpenSocket,
  onIdle: () => void,
): SerialLine {
  const history = createHistory(HISTORY_BYTES)
  const readers = new Set<SerialReader>()
  /** What came before the log was read; null from then on. */
  let early: Uint8Array[] | null = []
  let earlyBytes = 0
  let idle = false
  let pumping = false

  const retire = (): void => {
    if (idle) return
    idle = true
    onIdle()
  }

  // A guest prints byte by byte; what came in one turn of the event loop goes out as one message.
  const pumpSoon = (): void => {
    if (pumping) return
    pumping = true
    setImmediate(() => {
      pumping = false
      for (const reader of readers) reader.pump()
    })
  }

  const showFrom = (): number => {
    const from = Math.max(history.start, history.end - SHOWN_BYTES)
    return from === 0 ? 0 : history.lineStart(from)
  }

  let onConnected: () => void = () => {}
  const connected = new Promise<void>((resolve) => {
    onConnected = resolve
  })
  // Before the connection is asked for: what is in the log by now cannot arrive live.
  const sizeBefore = logSize(endpoint.logPath)
  const loaded = connected.then(async () => {
    const tail = await readLogTail(endpoint.logPath, SHOWN_BYTES)
    // QEMU writes to the socket before it writes to the log, so what the tail shares with the
    // live bytes is in the socket by now: one turn to begin reading it, one to have it.
    await nextTurn()
    await nextTurn()
    if (early === null) return
    // A log that shrank was cut meanwhile, and tells nothing.
    const limit = tail.size >= sizeBefore ? tail.size - sizeBefore : tail.bytes.length
    const live = Buffer.concat(early)
    begin(tail.bytes, live.subarray(overlap(tail.bytes, live, limit)))
  })

  /** What is read goes straight into the history from now on. */
  const begin = (...parts: readonly Uint8Array[]): void => {
    early = null
    for (const part of parts) history.append(part)
    for (const reader of readers) reader.open(showFrom())
  }

  /** A flood would fill the memory, and push what is in the log out of the history anyway. */
  const keepEarly = (waiting: Uint8Array[], bytes: Uint8Array): void => {
    waiting.push(bytes)
    earlyBytes += bytes.length
    if (earlyBytes > HISTORY_BYTES) begin(...waiting)
  }

  const socket = openSocket(endpoint.socketPath, {
    onOpen: () => onConnected(),
    onData: (bytes) => {
      if (early === null) {
        history.append(bytes)
        pumpSoon()
      } else {
        keepEarly(early, bytes)
      }
      return true
    },
    onClosed: (reason) => {
      retire()
      const end = (): void => {
        for (const reader of readers) reader.end(reason)
      }
      // A guest that ended at once has still printed something worth showing.
      if (reason === null) void loaded.then(end)
      else end()
    },
  })

  return {
    attach(port) {
      const reader = createSerialReader(port, {
        history,
        write: (bytes) => socket.write(bytes),
        left: () => {
          readers.delete(reader)
          if (readers.size > 0) return
          retire()
          socket.destroy()
        },
      })
      readers.add(reader)
      if (early === null) reader.open(showFrom())
      port.start()
    },
  }
}
