import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { GuesthouseError } from '../../../../shared/domain/errors.ts'
import { makePrivateDirectory, readTail } from '../../../platform/files.ts'
import type { Logger } from '../../../platform/logger.ts'
import { checkSocketPath, type Paths } from '../../../platform/paths.ts'
import {
  identify,
  listProcesses,
  signal as sendSignal,
  waitUntilGone,
} from '../../../platform/process-identity.ts'
import { escapeOption } from '../../command-line/escape.ts'
import { connectWhenReady } from '../../process/connect-when-ready.ts'
import { spawnHelper } from '../../process/helper-process.ts'
import { placeInScope, scopeName } from '../../scope/index.ts'
import { connectQmp, type QmpClient } from '../../qmp/index.ts'

export interface SwitchContext {
  readonly paths: Paths
  readonly env: NodeJS.ProcessEnv
  readonly logger: Logger
  /** Rejects where there is none. Asked for where a switch has to be started. */
  qemu(): Promise<{ readonly path: string }>
}

/** A QEMU without a machine is there within 30 ms. */
const START_TIMEOUT_MS = 10_000
const END_TIMEOUT_MS = 3_000
const CAUSE_MAX_BYTES = 1_000

/**
 * The switch is a QEMU without a machine: its hub (net/hub.c) passes frames between the lines to the
 * guests. It needs no privilege and no runtime of ours, outlives any guest and us, opens unix
 * sockets alone, and QMP adds and removes its lines. It takes no `-S`: a stopped QEMU passes nothing.
 */
const switchArguments = (network: string, qmpSocket: string): string[] => [
  ...['-name', `guesthouse-network-${network}`],
  ...['-machine', 'none', '-accel', 'tcg', '-nodefaults', '-no-user-config', '-display', 'none'],
  ...['-sandbox', 'on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny'],
  ...['-chardev', `socket,id=qmp,path=${escapeOption(qmpSocket)},server=on,wait=off`],
  ...['-mon', 'chardev=qmp,mode=control'],
  // A port that leads nowhere and takes everything. Where no other port of a hub takes frames, QEMU
  // stops reading from the one that sends, and nothing starts that again (net_hub_port_can_receive):
  // a guest that spoke while it was alone would never be heard.
  ...['-netdev', 'hubport,id=nowhere,hubid=0'],
]

/** The running switch of a network; null where there is none. */
export const findSwitch = (paths: Paths, network: string): Promise<QmpClient | null> =>
  connectQmp({ path: paths.networkSocket(network) }).catch(() => null)

/** The switch of a network, started where there is none. Rejects with PRIVATE_NETWORK_FAILED. */
export async function openSwitch(context: SwitchContext, network: string): Promise<QmpClient> {
  const found = await findSwitch(context.paths, network)
  if (found !== null) return found
  // One that runs and does not answer stands in the way of another.
  await endSwitchProcess(context, network)
  try {
    return await startSwitch(context, network)
  } catch (error) {
    throw new GuesthouseError('PRIVATE_NETWORK_FAILED', { network }, error)
  }
}

async function startSwitch(context: SwitchContext, network: string): Promise<QmpClient> {
  const { paths, env } = context
  const socket = checkSocketPath(paths.networkSocket(network))
  const logPath = join(paths.stateDir, `network-${network}.log`)
  await makePrivateDirectory(paths.networksDir, process.getuid?.() ?? -1)
  await mkdir(paths.stateDir, { recursive: true, mode: 0o700 })
  await rm(logPath, { force: true })
  const argv = switchArguments(network, socket)
  const { path } = await context.qemu()
  const helper = await spawnHelper({ name: `network ${network}`, path, argv, logPath, env })
  // It outlives this app, as the guests do.
  const scope = { unit: scopeName(randomUUID()), limits: undefined, pids: [helper.identity.pid] }
  void placeInScope({ ...scope, description: `Private network ${network}` }, context)
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(new Error('no answer in time')), START_TIMEOUT_MS)
  const died = helper.ended.then(async () => {
    const { text } = await readTail(logPath, CAUSE_MAX_BYTES)
    throw new Error(text.trim() || 'it ended at once')
  })
  died.catch(() => {})
  try {
    return await Promise.race([connectWhenReady(socket, START_TIMEOUT_MS, stop.signal), died])
  } catch (error) {
    sendSignal(helper.identity, 'SIGKILL')
    throw error
  } finally {
    stop.abort(new Error('over'))
    clearTimeout(timer)
  }
}

/** Ends the switch of a network, whether or not it answers. */
export async function endSwitchProcess(
  { paths, logger }: Pick<SwitchContext, 'paths' | 'logger'>,
  network: string,
): Promise<void> {
  const socket = paths.networkSocket(network)
  const named = (argv: readonly string[]): boolean =>
    argv.includes(`guesthouse-network-${network}`) &&
    argv.some((argument) => argument.startsWith(`socket,id=qmp,path=${escapeOption(socket)},`))
  const running = (await listProcesses()).filter(({ argv }) => named(argv))
  for (const identity of running.map(({ pid }) => identify(pid)).filter((one) => one !== null)) {
    sendSignal(identity, 'SIGTERM')
    if (await waitUntilGone(identity, END_TIMEOUT_MS)) continue
    sendSignal(identity, 'SIGKILL')
    if (!(await waitUntilGone(identity, END_TIMEOUT_MS))) {
      logger.warn('the switch of a private network does not end', { network, pid: identity.pid })
    }
  }
  await rm(socket, { force: true })
}
