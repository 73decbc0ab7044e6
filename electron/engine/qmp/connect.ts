import { connect } from 'node:net'
import { openQmp, type QmpClient, type QmpOptions } from './client.ts'

/**
 * Connects to a QMP server on a unix socket and shakes hands. Rejects with QEMU_NO_ANSWER, whose
 * cause is Node's error (ENOENT, ECONNREFUSED while QEMU is not listening yet), or with the
 * signal's reason.
 */
export async function connectQmp(
  options: QmpOptions & { readonly path: string },
): Promise<QmpClient> {
  options.signal?.throwIfAborted()
  // Connecting needs no step of its own: the greeting's time-out covers it, and its error ends it.
  const socket = connect({ path: options.path })
  return openQmp({ readable: socket, writable: socket }, options)
}
