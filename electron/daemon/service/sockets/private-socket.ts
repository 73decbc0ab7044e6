import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { unprivileged } from '../unprivileged.ts'

const run = promisify(execFile)
/** ms in which whom it was made for has to connect. */
const CONNECT_LIMIT = 30_000
/**
 * Of the mask with which it is made: nobody but us. That of the daemon's unit, so that what else is
 * made in that moment, by the threads that work on files, is as always.
 */
const OURS_ALONE = 0o077

export interface PrivateSocketOptions {
  /** Others may pass through it (0711), and see nothing of what is in it. */
  readonly dir: string
  /** The account that may connect, beside ours and root. */
  readonly uid: number
  readonly connectLimitMs?: number
  /** Called with the one connection, paused, when the socket is gone already. */
  readonly onConnection: (socket: Socket) => void
  /** Called where nobody came in time, or it was closed before. */
  readonly onUnused: () => void
}

export interface PrivateSocket {
  readonly path: string
  /** Takes it away; a connection that there is goes on. */
  close(): void
}

/**
 * A unix socket for one connection of one account: a name that cannot be guessed, closed to all others
 * by its access control list (acl(5): to connect takes writing), and gone after the first connection.
 */
export async function openPrivateSocket(options: PrivateSocketOptions): Promise<PrivateSocket> {
  const { dir, uid, connectLimitMs = CONNECT_LIMIT, onConnection, onUnused } = options
  const path = join(dir, randomBytes(16).toString('hex'))
  const server = createServer({ pauseOnConnect: true })
  server.maxConnections = 1
  await listen(server, path)
  try {
    await letIn(path, uid)
  } catch (error) {
    server.close()
    throw error
  }
  let over = false
  const end = (): boolean => {
    if (over) return false
    over = true
    clearTimeout(limit)
    // Takes the path away with it.
    server.close()
    return true
  }
  const close = (): void => {
    if (end()) onUnused()
  }
  const limit = setTimeout(close, connectLimitMs)
  server.on('connection', (socket) => {
    socket.on('error', () => {})
    if (end()) onConnection(socket)
    else socket.destroy()
  })
  server.on('error', close)
  return { path, close }
}

/** The mask is the whole process's, so it is put back in the same turn: listening on a path is synchronous. */
function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.once('listening', () => {
      server.off('error', reject)
      resolve()
    })
    const before = process.umask(OURS_ALONE)
    try {
      server.listen(path)
    } finally {
      process.umask(before)
    }
  })
}

/** The owner of a file may write its list without any capability. */
async function letIn(path: string, uid: number): Promise<void> {
  if (uid === process.getuid?.() || uid === 0) return
  const [program, ...args] = unprivileged(['setfacl', '-m', `u:${uid}:rw`, '--', path])
  await run(program, args)
}

/** Takes away what an earlier run has left. */
export const removePrivateSockets = async (
  dir: string,
  names: readonly string[],
): Promise<void> => {
  const ours = names.filter((name) => /^[0-9a-f]{32}$/.test(name))
  await Promise.all(ours.map((name) => rm(join(dir, name), { force: true })))
}
