import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { withoutInheritance } from '../../platform/descriptors.ts'
import { writeError } from '../../platform/files.ts'
import { checkSocketPath } from '../../platform/paths.ts'
import { withoutCapabilities } from '../capabilities/die-with-parent.ts'
import { findProgram } from '../capabilities/find-program.ts'
import { TailBuffer } from '../capabilities/tail-buffer.ts'
import { watched } from './watched.ts'

const STDERR_MAX_BYTES = 4096

/** Receives a migration stream on a unix socket and writes it to a file. */
export interface StateReceiver {
  /** For `migrate`. */
  readonly uri: string
  /**
   * Resolves with the number of bytes when the stream has ended and all of it is on the disk.
   * Rejects with NO_SPACE or FILE_WRITE_FAILED as soon as the disk refuses; QEMU's side is then
   * closed, by which its migration fails.
   */
  readonly received: Promise<number>
  /** Closes everything; what was not received is not waited for. */
  close(): Promise<void>
}

/**
 * Takes one connection and hands it to `cat`. Reading it ourselves takes four times the processor's
 * time, for buffers that are used once, and a save several times as long on a computer that has
 * something else to do. Rejects with SOCKET_PATH_TOO_LONG, NO_SPACE or FILE_WRITE_FAILED.
 */
export async function receiveState(options: {
  readonly socketPath: string
  readonly filePath: string
  readonly env: NodeJS.ProcessEnv
}): Promise<StateReceiver> {
  const { env, filePath } = options
  const socketPath = checkSocketPath(options.socketPath)
  await Promise.all([rm(socketPath, { force: true }), rm(filePath, { force: true })])
  const file = await open(filePath, 'wx', 0o600).catch((error: unknown) => {
    throw writeError(filePath, error)
  })
  // Not a byte may be read here: the child reads them all.
  const server = createServer({ pauseOnConnect: true })
  try {
    server.listen(socketPath)
    await once(server, 'listening')
  } catch (error) {
    await file.close()
    throw writeError(socketPath, error)
  }
  const stop = new AbortController()
  const received = receive({ server, file, env, stop: stop.signal }).catch((error: unknown) => {
    throw writeError(filePath, error)
  })
  // Whoever waits for it may come later, or not at all.
  received.catch(() => {})
  return {
    uri: `unix:${socketPath}`,
    received,
    async close() {
      server.close()
      stop.abort()
      await received.catch(() => {})
      await file.close()
      await rm(socketPath, { force: true })
    },
  }
}

async function receive(work: {
  readonly server: Server
  readonly file: FileHandle
  readonly env: NodeJS.ProcessEnv
  readonly stop: AbortSignal
}): Promise<number> {
  const { file, server } = work
  const socket = await new Promise<Socket | null>((resolve, reject) => {
    server.once('connection', resolve)
    server.once('error', reject)
    server.once('close', () => resolve(null))
  })
  // One stream is all there is.
  server.close()
  if (socket === null) throw new Error('closed before anything came')
  const failures: Error[] = []
  // The disk is told to write while more arrives, so that nobody waits for that in the end.
  const copied = watched(copy(socket, work), () =>
    file.datasync().catch((error: Error) => {
      // Told once: a later fsync of the same descriptor may succeed (fsync(2)).
      failures.push(error)
    }),
  )
  // Only the child holds it by then, and QEMU learns when the child is gone.
  await copied.finally(() => socket.destroy())
  for (const failure of failures) throw failure
  await file.sync()
  return (await file.stat()).size
}

/** Words of a disk that is full, of cat in the C locale; a limit on files ends it by a signal. */
const FULL = /No space left on device|Disk quota exceeded|File too large/

async function copy(
  socket: Socket,
  { env, file, stop }: Pick<Parameters<typeof receive>[0], 'env' | 'file' | 'stop'>,
): Promise<void> {
  const cat = await findProgram({ names: ['cat'], env })
  if (cat === null) throw new Error('there is no cat')
  const [program, ...args] = [...(await withoutCapabilities(env)), cat]
  stop.throwIfAborted()
  const child = withoutInheritance([socket, file.fd, 'pipe'], (stdio) =>
    spawn(program, args, { cwd: '/', env: { LC_ALL: 'C' }, stdio }),
  )
  const words = new TailBuffer(STDERR_MAX_BYTES)
  child.stderr?.on('data', (chunk: Buffer) => words.push(chunk))
  const ended = new Promise<NodeJS.Signals | number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(signal ?? code))
  })
  // Only the child holds it from here on, so that QEMU learns when the child is gone.
  socket.destroy()
  const kill = (): void => void child.kill('SIGKILL')
  stop.addEventListener('abort', kill)
  try {
    const how = await ended
    if (how === 0) return
    const cause = words.text().trim() || `cat: ${how}`
    if (how === 'SIGXFSZ' || FULL.test(cause))
      throw Object.assign(new Error(cause), { code: 'ENOSPC' })
    throw new Error(cause)
  } finally {
    stop.removeEventListener('abort', kill)
  }
}
