import { connectSocket } from '../../platform/connect-socket.ts'
import { openQmp, type QmpClient, type QmpOptions } from './client.ts'
import { noAnswer } from './errors.ts'

/**
 * Connects to a QMP server on a unix socket and shakes hands. Rejects with QEMU_NO_ANSWER, whose
 * cause is Node's error (ENOENT, ECONNREFUSED while QEMU is not listening yet), or with the
 * signal's reason.
 */
export async function connectQmp(
  options: QmpOptions & { readonly path: string },
): Promise<QmpClient> {
  const { path, signal } = options
  const socket = await connectSocket(path, signal).catch((error: unknown) => {
    signal?.throwIfAborted()
    throw noAnswer(error)
  })
  return openQmp({ readable: socket, writable: socket }, options)
}
