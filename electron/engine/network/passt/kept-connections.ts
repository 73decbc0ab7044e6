import type { Socket } from 'node:net'
import type { ProcessIdentity } from '../../../platform/process-identity.ts'
import type { HelperProcess } from '../../process/helper-process.ts'

interface Kept {
  readonly connection: Socket
  readonly passt: ProcessIdentity
}

/** By the path of the socket that QEMU came to, which is one NIC's alone. */
const connections = new Map<string, Kept>()

/**
 * Keeps our own descriptor of a connection between QEMU and its passt, which is never read here: so
 * the passt can be exchanged without QEMU noticing. It is closed when the passt ends, as it does when
 * its QEMU leaves or its NIC is unplugged: QEMU has to hear of one that was killed.
 */
export function keepConnection(
  socket: string,
  connection: Socket,
  { identity, ended }: HelperProcess,
): void {
  connections.get(socket)?.connection.destroy()
  const kept = { connection, passt: identity }
  connections.set(socket, kept)
  void ended.then(() => {
    if (connections.get(socket) !== kept) return
    connections.delete(socket)
    connection.destroy()
  })
}

/** That of a NIC, where it is this passt's; null where passt listened itself, or another app did. */
export function keptConnection(socket: string, passt: ProcessIdentity): Socket | null {
  const kept = connections.get(socket)
  return kept?.passt.pid === passt.pid && kept.passt.startTime === passt.startTime
    ? kept.connection
    : null
}

/** Whoever takes it has to keep it again, or to destroy it. */
export function releaseConnection(socket: string): void {
  connections.delete(socket)
}
