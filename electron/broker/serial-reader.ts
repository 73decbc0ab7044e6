import { createCredit } from './credit.ts'
import type { History } from './history.ts'
import type { Port } from './port.ts'
import { takeWindowMessages } from './window-messages.ts'

export interface SerialReader {
  /** The line is connected: says so and shows what the history holds from `position`. */
  open(position: number): void
  /** There is more in the history. */
  pump(): void
  /** Nothing more will come; closes the port after what the history still holds. */
  end(reason: string | null): void
}

/** What a reader needs of the line that it shares with others. */
export interface ReaderHost {
  readonly history: History
  /** False where the guest takes no more. */
  write(bytes: Uint8Array): boolean
  left(): void
}

/**
 * One window that looks at a serial line. It reads the line's history at its own speed: when it is
 * so slow that bytes were overwritten, it goes on at the next line and is told how much it missed.
 */
export function createSerialReader(port: Port, host: ReaderHost): SerialReader {
  const credit = createCredit()
  const { history } = host
  let position: number | null = null
  let ended: { readonly reason: string | null } | null = null
  let closed = false

  const leave = (): void => {
    if (closed) return
    closed = true
    host.left()
  }
  const close = (reason: string | null): void => {
    if (closed) return
    port.post({ type: 'closed', reason })
    port.close()
    leave()
  }

  const pump = (): void => {
    if (closed) return
    if (position !== null && credit.available > 0) {
      if (position < history.start) {
        const next = history.lineStart(history.start)
        port.post({ type: 'skipped', bytes: next - position })
        position = next
      }
      const bytes = history.read(position, credit.available)
      if (bytes.length > 0) {
        position += bytes.length
        credit.spend(bytes.length)
        port.post(bytes)
      }
    }
    if (ended !== null && (position === null || position === history.end)) close(ended.reason)
  }

  takeWindowMessages(port, credit, {
    isClosed: () => closed,
    close,
    write: (bytes) => host.write(bytes),
    onCredit: pump,
  })
  port.onClose = leave

  return {
    open(from) {
      if (closed) return
      position = from
      port.post({ type: 'open', history: history.end - from })
      pump()
    },
    pump,
    end(reason) {
      ended = { reason }
      pump()
    },
  }
}
