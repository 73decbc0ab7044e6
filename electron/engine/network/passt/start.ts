import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { NicConfig } from '../../../../shared/domain/guest-config.ts'
import type { UserNetwork } from '../../../../shared/domain/config/network.ts'
import { errorCode, readTail } from '../../../platform/files.ts'
import { signal as sendSignal } from '../../../platform/process-identity.ts'
import { checkSocketPath, type GuestPaths } from '../../../platform/paths.ts'
import { findProgram } from '../../capabilities/find-program.ts'
import { awaitSocketFile } from '../../process/await-socket.ts'
import type { HelperProcess } from '../../process/helper-process.ts'
import type { NicPreparation } from '../nic-preparation.ts'
import { forwardsNames, passtArguments } from './arguments.ts'
import { knowPasst, rememberPlace, type SocketPlace, socketPlaces } from './options.ts'
import { hiddenServers } from './resolvers.ts'

/** passt makes its socket within 10 ms. */
const START_TIMEOUT_MS = 5_000
const CAUSE_MAX_BYTES = 1_000

export interface RunningPasst {
  readonly socket: string
  readonly helper: HelperProcess
  readonly options: ReadonlySet<string>
  /** False where the guest is told of no name server, because nobody knows one that it can ask. */
  readonly namesResolved: boolean
}

/**
 * Starts passt for a NIC, and waits for its socket. It ends by itself when QEMU does. Rejects with
 * an Error that says in passt's words why it cannot be had here: not installed, no user namespaces,
 * no default route (older ones), a profile of AppArmor that forbids its socket everywhere.
 */
export async function startPasst(
  run: NicPreparation,
  nic: NicConfig,
  network: UserNetwork,
): Promise<RunningPasst> {
  const path = await findProgram({ names: ['passt'], env: run.env })
  if (path === null) throw new Error('passt is not installed')
  const cacheFile = run.allPaths.hostCache('passt')
  const knowledge = await knowPasst(path, cacheFile, run)
  const options = new Set(knowledge.options)
  const nameServers = await tellsNameServers(network, options)
  const others = socketPlaces.filter((place) => place !== knowledge.place)
  let failure: unknown
  for (const place of [knowledge.place, ...others]) {
    const socket = socketAt(run.paths, place, nic.id)
    try {
      checkSocketPath(socket)
      const argv = passtArguments(network, socket, options, nameServers ?? [])
      const helper = await startAt(run, nic.id, { path, argv, socket })
      await rememberPlace(knowledge, place, cacheFile, run.logger)
      return { socket, helper, options, namesResolved: nameServers?.length !== 0 }
    } catch (error) {
      run.signal.throwIfAborted()
      run.logger.info('passt did not start', { place, error })
      // Of the first place: what the second says is most often that it is the wrong one.
      failure ??= error
    }
  }
  throw failure
}

/** null where passt sees to it: with the host open to the guest, its resolver is as well. */
const tellsNameServers = async (
  { hostAccess }: UserNetwork,
  options: ReadonlySet<string>,
): Promise<readonly string[] | null> =>
  hostAccess || forwardsNames(options) ? null : hiddenServers()

const socketAt = (paths: GuestPaths, place: SocketPlace, nicId: string): string =>
  place === 'runtime' ? paths.helperSocket(nicId) : join(paths.stateDir, `${nicId}.passt`)

async function startAt(
  run: NicPreparation,
  nicId: string,
  { path, argv, socket }: { path: string; argv: readonly string[]; socket: string },
): Promise<HelperProcess> {
  await rm(socket, { force: true })
  const logPath = run.paths.helperLog(nicId)
  const logStart = await sizeOf(logPath)
  const helper = await run.startHelper({ name: nicId, path, argv, logPath, env: run.env })
  const stop = new AbortController()
  const cancel = (): void => stop.abort(run.signal.reason)
  run.signal.addEventListener('abort', cancel)
  if (run.signal.aborted) cancel()
  const timer = setTimeout(() => stop.abort(new Error('no socket in time')), START_TIMEOUT_MS)
  const died = helper.ended.then(async ({ code, signal }) => {
    const { size } = await stat(logPath)
    const { text } = await readTail(logPath, Math.min(CAUSE_MAX_BYTES, size - logStart))
    throw new Error(ownWords(text) || (signal ?? `exit status ${code}`))
  })
  // It dies at the latest with QEMU; nobody waits for that here.
  died.catch(() => {})
  try {
    await Promise.race([awaitSocketFile(socket, stop.signal), died])
    return helper
  } catch (error) {
    sendSignal(helper.identity, 'SIGKILL')
    throw error
  } finally {
    stop.abort(new Error('over'))
    clearTimeout(timer)
    run.signal.removeEventListener('abort', cancel)
  }
}

/** Without what it says of a system log that is not there. */
const ownWords = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !line.includes('to syslog'))
    .join('\n')
    .trim()

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    (error: unknown) => {
      if (errorCode(error) === 'ENOENT') return 0
      throw error
    },
  )
