import { readFile, rm } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { UserNetwork } from '../../../../shared/domain/config/network.ts'
import { GuesthouseError } from '../../../../shared/domain/errors.ts'
import type { NicConfig } from '../../../../shared/domain/guest-config.ts'
import { isAlive, type ProcessIdentity } from '../../../platform/process-identity.ts'
import type { RunHandle } from '../../guest/guest-handle.ts'
import type { HelperProcess } from '../../process/helper-process.ts'
import {
  dismissHelpers,
  leaveUnserved,
  type RunningHost,
  startRecorded,
} from '../connect-running.ts'
import { without } from '../ports/change-slirp-forwards.ts'
import { keepConnection, keptConnection, releaseConnection } from './kept-connections.ts'
import { pidFileAt, specOnConnection } from './on-connection.ts'
import { failureOf, sizeOf } from './own-words.ts'
import { comesToRest } from './rest.ts'
import { findPasst, type Passt } from './start.ts'

/** ms; it serves within 20. */
const START_MS = 3_000
/** ms between two looks whether it does. */
const LOOK_MS = 5

interface Exchange {
  readonly run: RunHandle
  readonly host: RunningHost
  readonly nic: string
  readonly passt: Passt
  readonly connection: Socket
}

/**
 * Lets another passt, with the forwards of `to`, take over the connection to QEMU. Meanwhile the
 * guest's cable is out, and connections through it are lost. `later` where the connection is not ours
 * to hand over, or does not come to rest. Rejects with PORT_FORWARD_REFUSED and passt's words; the
 * forwards are then as they were, and where that failed as well, the NIC is left without a link.
 */
export async function exchangePasst(
  run: RunHandle,
  host: RunningHost,
  from: NicConfig,
  to: NicConfig,
): Promise<'live' | 'later'> {
  const { id: nic, network } = to
  const old = run.record.helpers.find(({ name }) => name === nic)?.process
  if (network.kind !== 'user' || from.network.kind !== 'user' || old === undefined) return 'later'
  const connection = keptConnection(host.paths.helperSocket(nic), old)
  // A QEMU whose guest is paused takes in no frames.
  if (connection === null || !(await run.qmp.execute('query-status')).running) return 'later'
  const passt = await findPasst(host, network).catch((error: unknown) => {
    host.logger.info('no other passt can take over', { nic, error })
    return null
  })
  if (passt === null) return 'later'
  const setLink = (up: boolean) => run.qmp.execute('set_link', { name: nic, up })
  await setLink(false)
  let isUp = from.connected
  try {
    if (!(await comesToRest(connection, old.pid, host.env, host.signal))) return 'later'
    const exchange = { run, host, nic, passt, connection }
    await end(exchange, old)
    const failure = await tryOne(exchange, network)
    if (failure === null) {
      isUp = to.connected
      return 'live'
    }
    const second = await tryOne(exchange, from.network)
    if (second !== null) {
      isUp = false
      connection.destroy()
      await leaveUnserved(run, from, second.message)
    }
    const port = without(network.forwards, from.network.forwards)[0]?.hostPort ?? 0
    throw new GuesthouseError('PORT_FORWARD_REFUSED', { port, reason: failure.message }, failure)
  } finally {
    if (isUp) await setLink(true)
  }
}

/** Ends the passt that serves, without anybody being told, or QEMU hearing of it. */
async function end({ run, host, nic }: Exchange, passt: ProcessIdentity): Promise<void> {
  const gone = await dismissHelpers(run, nic, host.account)
  releaseConnection(host.paths.helperSocket(nic))
  await host.account.signal(passt, 'SIGTERM')
  await gone()
}

/** Returns why it does not serve, in its words; null where it does. */
async function tryOne(exchange: Exchange, network: UserNetwork): Promise<Error | null> {
  try {
    await start(exchange, network)
    return null
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

async function start(
  { run, host, nic, passt, connection }: Exchange,
  network: UserNetwork,
): Promise<void> {
  const spec = specOnConnection(host, nic, network, passt, connection)
  const logStart = await sizeOf(spec.logPath)
  const pidFile = pidFileAt(host.paths, passt, nic)
  await rm(pidFile, { force: true })
  const helper = await startRecorded(run, spec, host.account)
  try {
    await untilItServes(pidFile, helper)
  } catch {
    await host.account.signal(helper.identity, 'SIGKILL')
    const [failure, gone] = await Promise.all([
      helper.ended.then((how) => failureOf(spec.logPath, logStart, how)),
      dismissHelpers(run, nic, host.account),
    ])
    await gone()
    throw failure
  }
  keepConnection(host.paths.helperSocket(nic), connection, helper)
  tellOfItsEnd(run, helper)
}

/** Rejects where it ends first, or takes too long. */
async function untilItServes(pidFile: string, { identity }: HelperProcess): Promise<void> {
  const until = performance.now() + START_MS
  while ((await readFile(pidFile, 'utf8').catch(() => '')) === '') {
    if (!isAlive(identity) || performance.now() > until) throw new Error('it does not serve')
    await delay(LOOK_MS)
  }
  if (!isAlive(identity)) throw new Error('it has ended')
}

/** It ends with success when QEMU leaves. */
function tellOfItsEnd(run: RunHandle, { name, identity, ended }: HelperProcess): void {
  void ended
    .then(async ({ code }) => {
      const { helpers, notices, process } = run.record
      const isServing = helpers.some((helper) => helper.process.pid === identity.pid)
      if (code === 0 || !isServing || !isAlive(process)) return
      const notice = { code: 'HELPER_ENDED' as const, params: { name } }
      await run.updateRecord({ notices: [...notices, notice] })
    })
    .catch(() => {})
}
