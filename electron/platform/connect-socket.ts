import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { NotPlain, pin } from './plain-file.ts'

/**
 * Connects to a unix socket in a directory that its program may write to: connect(2) would follow a
 * symbolic link that was put there instead, to a socket which is for us alone. Rejects with NotPlain
 * or Node's error. Whoever gets the socket has to listen to it at once: it is read from by then.
 */
export async function connectSocket(path: string, signal?: AbortSignal): Promise<Socket> {
  signal?.throwIfAborted()
  const pinned = await pin(path)
  try {
    if (!pinned.stat.isSocket()) throw new NotPlain(`${path} is no socket`)
    const socket = connect({ path: pinned.path })
    try {
      await once(socket, 'connect', signal === undefined ? {} : { signal })
      return socket
    } catch (error) {
      socket.on('error', () => {})
      socket.destroy()
      throw error
    }
  } finally {
    // Not waited for: an end or an error of the socket meanwhile would be told to nobody.
    pinned.close().catch(() => {})
  }
}
