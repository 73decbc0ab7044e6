import RFB from '@novnc/novnc'
import { errorDataOf } from '../../../ipc/call.ts'
import { type Connection, closed, connected } from '../connection.ts'
import { openPort } from '../open-port.ts'
import { VncSocket } from './vnc-socket.ts'

export interface VncSession {
  focus(): void
  sendCtrlAltDel(): void
  end(): void
}

/** Shows a guest's screen inside `target` until it is ended. */
export function startVncSession(
  id: string,
  target: HTMLElement,
  report: (connection: Connection) => void,
): VncSession {
  const abort = new AbortController()
  let rfb: RFB | null = null

  const run = async (): Promise<void> => {
    try {
      const port = await openPort(id, { kind: 'vnc' }, abort.signal)
      if (abort.signal.aborted) return port.close()
      const socket = new VncSocket(port)
      const made = new RFB(target, socket, { shared: true })
      made.scaleViewport = true
      made.focusOnClick = true
      made.background = 'transparent'
      // A guest without a pointer of its own on the screen would leave nothing to aim with.
      made.showDotCursor = true
      let reason: string | null = null
      const onclose = socket.onclose
      socket.onclose = (event) => {
        reason = event.wasClean ? null : event.reason
        onclose?.(event)
      }
      made.addEventListener('connect', () => !abort.signal.aborted && report(connected))
      made.addEventListener('disconnect', () => {
        if (!abort.signal.aborted) report(closed(reason))
      })
      rfb = made
    } catch (error) {
      if (!abort.signal.aborted) report(closed(null, errorDataOf(error)))
    }
  }
  void run()

  return {
    focus: () => rfb?.focus({ preventScroll: true }),
    sendCtrlAltDel: () => rfb?.sendCtrlAltDel(),
    end: () => {
      abort.abort()
      rfb?.disconnect()
      rfb = null
    },
  }
}
