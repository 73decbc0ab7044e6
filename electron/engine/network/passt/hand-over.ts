import { once } from 'node:events'
import { chmod, rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import type { UserNetwork } from '../../../../shared/domain/config/network.ts'
import type { NicConfig } from '../../../../shared/domain/guest-config.ts'
import { checkSocketPath, type GuestPaths } from '../../../platform/paths.ts'
import type { HandOver, NicPreparation } from '../nic-preparation.ts'
import { onDescriptor, passtArguments } from './arguments.ts'
import { canBeHandedOver, rememberFailure } from './options.ts'
import { failureOf, sizeOf } from './own-words.ts'
import type { Passt } from './start.ts'

/** ms; what passt does not like of the host or its arguments it says within a few. */
const START_MS = 2_000
/** The first after stdin, stdout and stderr. */
const CONNECTION = 3

/**
 * Listens for QEMU in passt's place, and hands the connection to a passt that is started when QEMU
 * comes: so QEMU does not wait for it. Returns the socket's path, or null where passt has to be tried
 * first (canBeHandedOver).
 */
export async function offerPasst(
  run: NicPreparation,
  nic: NicConfig,
  network: UserNetwork,
  passt: Passt,
): Promise<string | null> {
  const { handOver, paths } = run
  if (handOver === undefined || !canBeHandedOver(passt.knowledge)) return null
  const socket = checkSocketPath(paths.helperSocket(nic.id))
  await rm(socket, { force: true })
  // Nothing of what QEMU sends may be read here.
  const server = createServer({ pauseOnConnect: true })
  server.on('connection', (connection) => {
    connection.on('error', () => {})
    const started = startWith(run, nic, { handOver, network, passt, connection })
    void started.finally(() => connection.destroy())
  })
  server.listen(socket).unref()
  await once(server, 'listening')
  server.on('error', (error) => run.logger.warn('a NIC cannot be served', { error }))
  await chmod(socket, 0o600)
  closeInTime(server, handOver.launched)
  return socket
}

/** A QEMU that dies at the start may be followed by another one: not before it runs. */
function closeInTime(server: Server, launched: Promise<unknown>): void {
  let isConnected = false
  server.on('connection', () => {
    isConnected = true
  })
  const close = (): void => void server.close()
  launched.then(() => (isConnected ? close() : server.once('connection', close)), close)
}

interface Connected {
  readonly handOver: HandOver
  readonly network: UserNetwork
  readonly passt: Passt
  readonly connection: Socket
}

/** Never rejects. */
async function startWith(
  run: NicPreparation,
  nic: NicConfig,
  { handOver, network, passt, connection }: Connected,
): Promise<void> {
  const { path, knowledge, cacheFile, options, nameServers } = passt
  const logPath = run.paths.helperLog(nic.id)
  const failed = async (error: unknown): Promise<void> => {
    if (run.signal.aborted) return
    const cause = error instanceof Error ? error.message : String(error)
    run.logger.warn('passt did not start beside QEMU', { nic: nic.id, cause })
    await rememberFailure(knowledge, cacheFile, run.logger)
    handOver.failed(nic, error)
  }
  try {
    const logStart = await sizeOf(logPath)
    makeBlocking(connection)
    const connected = onDescriptor(CONNECTION, pidFileAt(run.paths, passt, nic.id))
    const argv = passtArguments(network, connected, options, nameServers ?? [])
    const spec = {
      name: nic.id,
      path,
      argv,
      logPath,
      env: run.env,
      inherit: connection,
      whenCalm: true,
    }
    const { ended } = await run.startHelper(spec)
    const startedAt = Date.now()
    void ended.then(async (end) => {
      // It ends with success when QEMU leaves.
      if (end.code === 0 || end.code === null || Date.now() - startedAt > START_MS) return
      await failed(await failureOf(logPath, logStart, end))
    })
  } catch (error) {
    // Without a QEMU there is nobody to serve, and passt is not to blame.
    const launched = await handOver.launched.then(
      () => true,
      () => false,
    )
    if (launched) await failed(error)
  }
}

const pidFileAt = (paths: GuestPaths, { knowledge }: Passt, nic: string): string =>
  knowledge.place === 'runtime'
    ? `${paths.helperSocket(nic)}.pid`
    : join(paths.stateDir, `${nic}.pid.passt`)

/**
 * passt sends the rest of a frame with waiting (tap.c, tap_send_remainder), which Node's sockets do
 * not: the frame would be cut off. The mode is the connection's, so passt inherits it. Node has no
 * public way to it; this is the one that its own stdout takes.
 */
function makeBlocking(connection: Socket): void {
  const { _handle: handle } = connection as unknown as {
    readonly _handle?: { setBlocking?(on: boolean): number }
  }
  const result = handle?.setBlocking?.(true)
  if (result !== 0) throw new Error(`the connection stays non-blocking (${result})`)
}
