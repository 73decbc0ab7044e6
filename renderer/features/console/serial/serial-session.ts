import { errorDataOf } from '../../../ipc/call.ts'
import { type Connection, closed, connected } from '../connection.ts'
import { openPort } from '../open-port.ts'
import { PortChannel } from '../port-channel.ts'

/** What a session writes to: xterm.js, or a test's own. */
export interface SerialSink {
  /** The port is open: what it printed before comes next, from the start. */
  begin(): void
  /** `done` is called when the bytes are on the screen. */
  write(bytes: Uint8Array, done: () => void): void
  skipped(bytes: number): void
}

export interface SerialSession {
  /** Whether what was printed before is still on its way to the screen. */
  readonly replaying: boolean
  send(text: string): void
  end(): void
}

/** Joins a guest's serial port to a sink until it is ended. */
export function startSerialSession(
  id: string,
  device: string,
  sink: SerialSink,
  report: (connection: Connection) => void,
): SerialSession {
  const abort = new AbortController()
  const encoder = new TextEncoder()
  let channel: PortChannel | null = null
  /** Bytes of the past that are still on their way to the screen. */
  let past = 0

  const run = async (): Promise<void> => {
    try {
      const port = await openPort(id, { kind: 'serial', device }, abort.signal)
      if (abort.signal.aborted) return port.close()
      const opened = new PortChannel(port, {
        onOpen: (history) => {
          past = history
          sink.begin()
          report(connected)
        },
        onBytes: (bytes) =>
          sink.write(bytes, () => {
            past = Math.max(0, past - bytes.byteLength)
            opened.credit(bytes.byteLength)
          }),
        onSkipped: (bytes) => sink.skipped(bytes),
        onClosed: (reason) => report(closed(reason)),
      })
      channel = opened
    } catch (error) {
      if (!abort.signal.aborted) report(closed(null, errorDataOf(error)))
    }
  }
  void run()

  return {
    get replaying() {
      return past > 0
    },
    // While the past is shown, what the terminal sends is its answer to questions of long ago.
    send: (text) => {
      if (past === 0) channel?.send(encoder.encode(text))
    },
    end: () => {
      abort.abort()
      channel?.close()
      channel = null
    },
  }
}
