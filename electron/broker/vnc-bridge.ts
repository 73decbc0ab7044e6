import { createCredit } from './credit.ts'
import type { Port } from './port.ts'
import type { OpenSocket } from './socket.ts'
import { takeWindowMessages } from './window-messages.ts'

/**
 * Carries a VNC connection between its socket and one viewer. The viewer's credit is the flow
 * control: without it the socket is paused, and QEMU draws fewer frames.
 */
export function bridgeVnc(port: Port, socketPath: string, openSocket: OpenSocket): void {
  const credit = createCredit()
  /** What was read beyond the credit: less than one read's worth. */
  let held: Uint8Array | null = null
  let ended: { readonly reason: string | null } | null = null
  let closed = false

  const close = (reason: string | null): void => {
    if (closed) return
    closed = true
    socket.destroy()
    port.post({ type: 'closed', reason })
    port.close()
  }

  /** True where all of it could be sent. */
  const send = (bytes: Uint8Array): boolean => {
    const fits = Math.min(bytes.length, credit.available)
    if (fits > 0) {
      credit.spend(fits)
      port.post(fits === bytes.length ? bytes : bytes.slice(0, fits))
    }
    held = fits === bytes.length ? null : bytes.subarray(fits)
    return held === null
  }

  const socket = openSocket(socketPath, {
    onOpen: () => {
      if (!closed) port.post({ type: 'open' })
    },
    onData: (bytes) => !closed && send(bytes) && credit.available > 0,
    onClosed: (reason) => {
      ended = { reason }
      if (held === null) close(reason)
    },
  })

  takeWindowMessages(port, credit, {
    isClosed: () => closed,
    close,
    write: (bytes) => socket.write(bytes),
    onCredit: () => {
      if (held !== null && !send(held)) return
      if (ended !== null) close(ended.reason)
      else socket.resume()
    },
  })
  port.onClose = () => {
    closed = true
    socket.destroy()
  }
  port.start()
}
