import { connect, type Socket } from 'node:net'

/** Read buffer in bytes. Large reads are what make 180 MB/s of the 80 that 'data' events give. */
const READ_BUFFER = 1024 * 1024

/**
 * Bytes from the window that may wait for the console to take them. A guest that does not read its
 * serial port would otherwise let a paste fill the broker's memory.
 */
export const WRITE_LIMIT = 8 * 1024 * 1024

export interface SocketEvents {
  onOpen(): void
  /** An exact copy that the receiver owns. False pauses the socket until `resume`. */
  onData(bytes: Uint8Array): boolean
  /** Called once, last. `reason` is null where the other side ended in order. */
  onClosed(reason: string | null): void
}

/** A console's unix socket. */
export interface ConsoleSocket {
  /** False where WRITE_LIMIT is reached; nothing of `bytes` was written then. */
  write(bytes: Uint8Array): boolean
  resume(): void
  destroy(): void
}

export type OpenSocket = (path: string, events: SocketEvents) => ConsoleSocket

/** Connects. Failures arrive as `onClosed` with a reason; nothing is thrown. */
export const openSocket: OpenSocket = (path, events) => {
  let reason: string | null = null
  const socket: Socket = connect({
    path,
    onread: {
      buffer: new Uint8Array(READ_BUFFER),
      // The buffer is read into again after this returns, so the part that was filled is copied:
      // a message that held a view would carry, or clone, all of it.
      callback: (length, buffer) => events.onData(new Uint8Array(buffer.subarray(0, length))),
    },
  })
  socket.on('connect', () => events.onOpen())
  socket.on('error', (error) => {
    reason = error.message
  })
  socket.on('close', () => events.onClosed(reason))
  return {
    write(bytes) {
      if (socket.writableLength + bytes.length > WRITE_LIMIT) return false
      socket.write(bytes)
      return true
    },
    resume: () => void socket.resume(),
    destroy: () => void socket.destroy(),
  }
}
