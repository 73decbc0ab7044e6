import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { helloAnswer, helloRequest } from './pipewire-protocol.ts'
import { greetingAnswer, greetingRequest } from './pulse-protocol.ts'
import { pulsePlaces } from './pulse-places.ts'
import { greetServer, type Greeted } from './server-connection.ts'

/** A sound server that lets its user in. */
export interface SoundServer {
  readonly kind: 'pulseaudio' | 'pipewire'
  /** Path of its socket. */
  readonly socket: string
}

interface Limits {
  readonly env: NodeJS.ProcessEnv
  readonly timeoutMs?: number | undefined
}

/** The places where PipeWire's client library looks for its server (pipewire(1)). */
export function pipewireSockets(env: NodeJS.ProcessEnv): readonly string[] {
  const name = env['PIPEWIRE_REMOTE'] || 'pipewire-0'
  if (name.startsWith('/')) return [name]
  return [env['PIPEWIRE_RUNTIME_DIR'], env['XDG_RUNTIME_DIR']]
    .filter((directory) => directory?.startsWith('/') === true)
    .map((directory) => join(directory ?? '', name))
    .slice(0, 1)
}

/** All the servers that may be there, those of each kind in its client library's order. */
export async function soundServers(env: NodeJS.ProcessEnv): Promise<readonly SoundServer[]> {
  const { sockets } = await pulsePlaces(env)
  return [
    ...pipewireSockets(env).map((socket) => ({ kind: 'pipewire', socket }) as const),
    ...sockets.map((socket) => ({ kind: 'pulseaudio', socket }) as const),
  ]
}

/**
 * Connects to the server as a client of our name, and is let in. The connection lasts as long as the
 * server does: both kinds drop clients only that do not introduce themselves (PulseAudio after 60 s).
 * Rejects with why the server cannot be used.
 */
export async function enterServer(server: SoundServer, limits: Limits): Promise<Greeted> {
  const { timeoutMs } = limits
  const path = server.socket
  if (server.kind === 'pipewire') {
    const greeting = { request: helloRequest(), answer: helloAnswer }
    return greetServer({ path, greeting, timeoutMs })
  }
  const cookie = await readCookie((await pulsePlaces(limits.env)).cookies)
  const greeting = { request: greetingRequest(cookie, 'Guesthouse'), answer: greetingAnswer }
  return greetServer({ path, greeting, timeoutMs })
}

async function readCookie(paths: readonly string[]): Promise<Buffer | null> {
  for (const path of paths) {
    const cookie = await readFile(path).catch(() => null)
    if (cookie !== null) return cookie
  }
  return null
}
