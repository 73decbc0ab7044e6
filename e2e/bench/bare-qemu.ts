import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { connectWhenReady } from '../../electron/engine/process/connect-when-ready.ts'
import type { QmpClient } from '../../electron/engine/qmp/index.ts'
import type { GuestPaths } from '../../electron/platform/paths.ts'

/** A QEMU that nobody manages: what everything that the engine does is held against. */
export interface BareQemu {
  readonly qmp: QmpClient
  /** From its exec until it said that it runs. */
  readonly ms: number
  readonly kill: () => Promise<void>
}

/**
 * Starts a QEMU with the very arguments that the engine gave it, and waits until it runs. The
 * sockets that it connects to are served by listeners that take what comes.
 */
export async function startBare(
  paths: GuestPaths,
  [path = '', ...argv]: readonly string[],
  { until = 'running' }: { readonly until?: string } = {},
): Promise<BareQemu> {
  rmSync(paths.runtimeDir, { recursive: true, force: true })
  mkdirSync(paths.runtimeDir, { mode: 0o700 })
  const servers = await Promise.all(peersOf(argv).map(listen))
  const begin = performance.now()
  const child = spawn(path, argv, { stdio: 'ignore' })
  const ended = once(child, 'exit')
  const died = ended.then(() => Promise.reject(new Error('bare QEMU died')))
  died.catch(() => {})
  const connected = connectWhenReady(paths.qmpSocket, 60_000, AbortSignal.timeout(60_000))
  const qmp = await Promise.race([connected, died])
  const { status } = await qmp.execute('query-status')
  const ms = performance.now() - begin
  if (status !== until) throw new Error(`bare QEMU is ${status}`)
  return { qmp, ms, kill: () => end(child, ended, qmp, servers) }
}

async function end(
  child: ChildProcess,
  ended: Promise<unknown>,
  qmp: QmpClient,
  servers: readonly Server[],
): Promise<void> {
  child.kill('SIGKILL')
  await ended
  qmp.close()
  for (const server of servers) server.close()
}

/** The sockets of -netdev stream, which QEMU connects to. */
function peersOf(argv: readonly string[]): string[] {
  return argv.flatMap((argument, index) => {
    if (argv[index - 1] !== '-netdev') return []
    const netdev = JSON.parse(argument) as { addr?: { type: string; path: string } }
    return netdev.addr?.type === 'unix' ? [netdev.addr.path] : []
  })
}

async function listen(path: string): Promise<Server> {
  const server = createServer((socket) => socket.resume()).listen(path)
  await once(server, 'listening')
  return server
}
