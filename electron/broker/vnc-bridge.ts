import { createCredit } from './credit.ts'
import { parseFromRenderer, type Port } from './port.ts'
import type { OpenSocket } from './socket.ts'

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

  port.onMessage = (raw) => {
    if (closed) return
    const message = parseFromRenderer(raw)
    if (message === null) return close('the window sent a message that is not known')
    if (message.type === 'close') return close(null)
    if (message.type === 'data') {
      if (!socket.write(message.bytes)) close('the console takes no more input')
      return
    }
    if (!credit.refund(message.bytes)) return close('the window returned more than it was sent')
    if (held !== null && !send(held)) return
    if (ended !== null) close(ended.reason)
    else socket.resume()
  }
  port.onClose = () => {
    closed = true
    socket.destroy()
  }
  port.start()
}
