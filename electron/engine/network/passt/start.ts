import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { NicConfig } from '../../../../shared/domain/guest-config.ts'
import type { UserNetwork } from '../../../../shared/domain/config/network.ts'
import { checkSocketPath, type GuestPaths } from '../../../platform/paths.ts'
import { findProgram } from '../../capabilities/find-program.ts'
import { awaitSocketFile } from '../../process/await-socket.ts'
import type { NicPreparation } from '../nic-preparation.ts'
import { forwardsNames, onSocket, passtArguments } from './arguments.ts'
import { failureOf, sizeOf } from './own-words.ts'
import {
  canBeHandedOver,
  knowPasst,
  type PasstKnowledge,
  rememberStart,
  type SocketPlace,
  socketPlaces,
} from './options.ts'
import { hiddenServers } from './resolvers.ts'

/** passt makes its socket within 10 ms. */
const START_TIMEOUT_MS = 5_000

/** A passt of this computer, and how it is to be started for a NIC. */
export interface Passt {
  readonly path: string
  readonly knowledge: PasstKnowledge
  readonly cacheFile: string
  readonly options: ReadonlySet<string>
  /** Those that the guest is told of; null where passt sees to it. */
  readonly nameServers: readonly string[] | null
}

/** What starting passt needs of its surroundings. */
export type PasstRun = Pick<
  NicPreparation,
  'paths' | 'env' | 'logger' | 'account' | 'signal' | 'startHelper'
>

/** Rejects with an Error that says so where it is not installed. */
export async function findPasst(
  run: Pick<NicPreparation, 'env' | 'allPaths' | 'logger' | 'signal'>,
  network: UserNetwork,
): Promise<Passt> {
  const path = await findProgram({ names: ['passt'], env: run.env })
  if (path === null) throw new Error('passt is not installed')
  const cacheFile = run.allPaths.hostCache('passt')
  const knowledge = await knowPasst(path, cacheFile, run)
  const options = new Set(knowledge.options)
  const nameServers = await tellsNameServers(network, options)
  return { path, knowledge, cacheFile, options, nameServers }
}

/**
 * Starts passt for a NIC, and waits for its socket, whose path is returned. It ends by itself when
 * QEMU does. Rejects with an Error that says in passt's words why it cannot be had here: no user
 * namespaces, no default route (older ones), a profile of AppArmor that forbids its socket everywhere.
 */
export async function startPasst(
  run: PasstRun,
  nic: Pick<NicConfig, 'id'>,
  network: UserNetwork,
  passt: Passt,
): Promise<string> {
  const { path, knowledge, cacheFile, options, nameServers } = passt
  const others = socketPlaces.filter((place) => place !== knowledge.place)
  let failure: unknown
  for (const place of [knowledge.place, ...others]) {
    const socket = socketAt(run.paths, place, nic.id)
    try {
      checkSocketPath(socket)
      const argv = passtArguments(network, onSocket(socket), options, nameServers ?? [])
      await startAt(run, nic.id, { path, argv, socket })
      await rememberStart(knowledge, place, cacheFile, run.logger)
      return socket
    } catch (error) {
      run.signal.throwIfAborted()
      run.logger.info('passt did not start', { place, error })
      // Of the first place: what the second says is most often that it is the wrong one.
      failure ??= error
    }
  }
  throw failure
}

/** Where QEMU would find passt; null where it is not installed, or does not say what it can do. */
export async function plannedPasstSocket(
  run: Pick<NicPreparation, 'env' | 'allPaths' | 'logger' | 'signal' | 'paths'>,
  nicId: string,
  network: UserNetwork,
): Promise<string | null> {
  try {
    const { knowledge } = await findPasst(run, network)
    return socketAt(run.paths, canBeHandedOver(knowledge) ? 'runtime' : knowledge.place, nicId)
  } catch (error) {
    run.logger.debug('passt is not used', { error })
    return null
  }
}

/** null where passt sees to it: with the host open to the guest, its resolver is as well. */
const tellsNameServers = async (
  { hostAccess }: UserNetwork,
  options: ReadonlySet<string>,
): Promise<readonly string[] | null> =>
  hostAccess || forwardsNames(options) ? null : hiddenServers()

/** As short as can be: passt of 2023 cuts a path after 98 bytes, without a word. */
const socketAt = (paths: GuestPaths, place: SocketPlace, nicId: string): string =>
  place === 'runtime' ? paths.helperSocket(nicId) : join(paths.stateDir, nicId)

async function startAt(
  run: PasstRun,
  nicId: string,
  { path, argv, socket }: { path: string; argv: readonly string[]; socket: string },
): Promise<void> {
  await rm(socket, { force: true })
  const logPath = run.paths.helperLog(nicId)
  const logStart = await sizeOf(logPath)
  const helper = await run.startHelper({ name: nicId, path, argv, logPath, env: run.env })
  const stop = new AbortController()
  const cancel = (): void => stop.abort(run.signal.reason)
  run.signal.addEventListener('abort', cancel)
  if (run.signal.aborted) cancel()
  const timer = setTimeout(() => stop.abort(new Error('no socket in time')), START_TIMEOUT_MS)
  const died = helper.ended.then(async (end) => {
    throw await failureOf(logPath, logStart, end)
  })
  // It dies at the latest with QEMU; nobody waits for that here.
  died.catch(() => {})
  try {
    await Promise.race([awaitSocketFile(socket, stop.signal), died])
  } catch (error) {
    await run.account.signal(helper.identity, 'SIGKILL')
    throw error
  } finally {
    stop.abort(new Error('over'))
    clearTimeout(timer)
    run.signal.removeEventListener('abort', cancel)
  }
}
