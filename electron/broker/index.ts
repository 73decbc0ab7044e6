import type { MessageEvent } from 'electron'
import { createBroker } from './broker.ts'
import { wrapPort } from './port.ts'
import { parseOpenConsole } from './protocol.ts'
import { openSocket } from './socket.ts'

/**
 * The console broker: an Electron utilityProcess that carries consoles' bytes between QEMU's unix
 * sockets and the window, so that neither main's loop nor JSON ever sees them. What it writes to
 * stderr, main puts into the log.
 */
const broker = createBroker(openSocket)

process.parentPort.on('message', ({ data, ports }) => {
  const [port] = ports
  const message = parseOpenConsole(data)
  if (message === null || port === undefined) {
    console.error('the broker was sent a message that it does not know')
    return
  }
  broker.open(
    message.endpoint,
    wrapPort(port, (event) => (event as MessageEvent).data),
  )
})
