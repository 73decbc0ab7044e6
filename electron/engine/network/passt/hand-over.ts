import { once } from 'node:events'
import { chmod, rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import type { UserNetwork } from '../../../../shared/domain/config/network.ts'
import type { NicConfig } from '../../../../shared/domain/guest-config.ts'
import { checkSocketPath } from '../../../platform/paths.ts'
import { waitUntilGone } from '../../../platform/process-identity.ts'
import type { RunHandle } from '../../guest/guest-handle.ts'
import type { HandOver, NicPreparation } from '../nic-preparation.ts'
import { keepConnection } from './kept-connections.ts'
import { specOnConnection } from './on-connection.ts'
import { canBeHandedOver, rememberFailure } from './options.ts'
import { failureOf, sizeOf } from './own-words.ts'
import type { Passt } from './start.ts'

/** ms; what passt does not like of the host or its arguments it says within a few. */
const START_MS = 2_000
/** ms in which a QEMU whose end passt has noticed is gone. */
const LEAVING_MS = 500

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
    void startWith(run, nic, { handOver, network, passt, connection })
  })
  server.listen(socket).unref()
  await once(server, 'listening')
  server.on('error', (error) => run.logger.warn('a NIC cannot be served', { error }))
  await chmod(socket, run.account.socketMode)
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
  const { knowledge, cacheFile } = passt
  const logPath = run.paths.helperLog(nic.id)
  const failed = async (error: unknown): Promise<void> => {
    // Where QEMU has left, or never came, passt is not to blame for what it missed.
    const guest = await settled(handOver.launched)
    if (guest === null || (await waitUntilGone(guest.record.process, LEAVING_MS))) return
    const cause = error instanceof Error ? error.message : String(error)
    run.logger.warn('passt did not start beside QEMU', { nic: nic.id, cause })
    await rememberFailure(knowledge, cacheFile, run.logger)
    handOver.failed(nic, error)
  }
  try {
    const logStart = await sizeOf(logPath)
    const spec = specOnConnection(run, nic.id, network, passt, connection)
    const helper = await run.startHelper({ ...spec, whenCalm: true })
    keepConnection(run.paths.helperSocket(nic.id), connection, helper)
    const startedAt = Date.now()
    void helper.ended.then(async (end) => {
      // It ends with success when QEMU leaves.
      if (end.code === 0 || end.code === null || Date.now() - startedAt > START_MS) return
      await failed(await failureOf(logPath, logStart, end))
    })
  } catch (error) {
    connection.destroy()
    await failed(error)
  }
}

const settled = (launched: HandOver['launched']): Promise<RunHandle | null> =>
  launched.catch(() => null)
