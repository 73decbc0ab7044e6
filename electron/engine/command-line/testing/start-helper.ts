import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { awaitSocketFile } from '../../process/await-socket.ts'
import type { Helper } from './sample.ts'

/**
 * virtiofsd 7.2 wants to be root, which it is in a user namespace, and keeps a lock under /run,
 * where that root may only write if /run is its own.
 */
const VIRTIOFSD =
  'mount -t tmpfs none /run && exec /usr/lib/qemu/virtiofsd --socket-path="$0" ' +
  '-o source="$1" -o sandbox=chroot'

function command(helper: Exclude<Helper, { kind: 'listener' }>, dir: string): string[] {
  switch (helper.kind) {
    case 'swtpm':
      return [
        ...['swtpm', 'socket', '--tpm2', '--terminate', '--tpmstate', `dir=${dir}`],
        ...['--ctrl', `type=unixio,path=${helper.socket}`],
      ]
    case 'virtiofsd':
      return [
        ...['unshare', '--map-root-user', '--map-auto', '--mount'],
        ...['sh', '-c', VIRTIOFSD, helper.socket, helper.folder],
      ]
    case 'pulseaudio':
      return [
        ...['pulseaudio', '-n', '--daemonize=no', '--use-pid-file=no', '--exit-idle-time=-1'],
        ...['--disable-shm=yes', '-L', 'module-null-sink', '-L'],
        `module-native-protocol-unix auth-anonymous=1 socket=${helper.socket}`,
      ]
  }
}

/** Starts what a sample's QEMU connects to, and says how to end it. Rejects with its own words. */
export async function startHelper(helper: Helper, dir: string): Promise<() => Promise<void>> {
  if (helper.kind === 'listener') return listen(helper.socket)
  if (helper.kind === 'virtiofsd') await mkdir(helper.folder, { recursive: true })
  const [file = '', ...args] = command(helper, dir)
  // Nothing of the session's: only one PulseAudio can have its name on a session bus.
  const { PATH } = process.env
  const env = { PATH, HOME: dir, XDG_RUNTIME_DIR: dir, PULSE_RUNTIME_PATH: dir }
  const child = spawn(file, args, { env, stdio: ['ignore', 'ignore', 'pipe'] })
  let words = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    words += chunk
  })
  const gone = new AbortController()
  child.once('error', (error) => gone.abort(error))
  child.once('close', () => gone.abort(new Error(`${helper.kind} ended: ${words}`)))
  await awaitSocketFile(helper.socket, gone.signal)
  return () => end(child)
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => {
    child.once('exit', resolve)
  })
  child.kill('SIGTERM')
  await ended
}

async function listen(path: string): Promise<() => Promise<void>> {
  const server: Server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.resume()
  })
  await new Promise<void>((resolve) => {
    server.listen(path, resolve)
  })
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve())
    })
}
