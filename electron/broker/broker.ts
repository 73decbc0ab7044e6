import type { BrokerEndpoint } from './protocol.ts'
import type { Port } from './port.ts'
import { openSerialLine, type SerialLine } from './serial-line.ts'
import type { OpenSocket } from './socket.ts'
import { bridgeVnc } from './vnc-bridge.ts'

export interface Broker {
  open(endpoint: BrokerEndpoint, port: Port): void
}

/** Every VNC viewer has a connection of its own; the viewers of one serial port share one. */
export function createBroker(openSocket: OpenSocket): Broker {
  const lines = new Map<string, SerialLine>()
  return {
    open(endpoint, port) {
      if (endpoint.kind === 'vnc') return bridgeVnc(port, endpoint.socketPath, openSocket)
      const { socketPath } = endpoint
      let line = lines.get(socketPath)
      if (line === undefined) {
        line = openSerialLine(endpoint, openSocket, () => lines.delete(socketPath))
        lines.set(socketPath, line)
      }
      line.attach(port)
    },
  }
}
