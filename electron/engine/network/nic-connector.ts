import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { NicConfig, PortForward } from '../../../shared/domain/guest-config.ts'
import type { GuestHandle, RunHandle } from '../guest/guest-handle.ts'
import type { ConnectedNic } from './connect-nic.ts'
import {
  connectRunning,
  dismissHelpers,
  reconnectNic,
  type RunningHost,
  whileRunning,
} from './connect-running.ts'
import { changeSlirpForwards, without } from './ports/change-slirp-forwards.ts'
import { checkForwards } from './ports/check-forwards.ts'
import { leaveNetwork } from './private/private-networks.ts'
import { removeUplinks, uplinksOf } from './uplink.ts'
import { uplinkIds } from '../command-line/index.ts'

const running = (handle: GuestHandle): RunHandle => whileRunning(handle.run())

const hostOf = async (handle: GuestHandle, signal: AbortSignal): Promise<RunningHost> => {
  const { paths, allPaths, env, logger } = handle
  return { paths, allPaths, env, logger, signal, qemu: await handle.qemu() }
}

/** Makes what a NIC that comes while the guest runs is to be connected to. As connectRunning. */
async function connect(handle: GuestHandle, nic: NicConfig): Promise<ConnectedNic> {
  const run = running(handle)
  return connectRunning(run, await hostOf(handle, handle.job.signal), nic)
}

/** Lets go of what was made for a NIC that is gone. */
async function disconnect(handle: GuestHandle, nic: NicConfig): Promise<void> {
  const { network } = nic
  if (network.kind === 'private') {
    const { allPaths: paths, env, logger } = handle
    const context = { paths, env, logger, qemu: () => handle.qemu() }
    const guest = handle.config().id
    await leaveNetwork(context, { network: network.name, guest, nic: nic.id })
  }
  const run = running(handle)
  const gone = await dismissHelpers(run, nic.id)
  await removeUplinks(run.qmp, nic.id)
  await gone()
  await run.updateRecord({
    notices: run.record.notices.filter(({ device }) => device !== nic.id),
  })
}

const forwardsOf = ({ network }: NicConfig): readonly PortForward[] =>
  network.kind === 'user' ? network.forwards : []

/**
 * Makes the forwards of a NIC those of `to`, all of them or none. libslirp takes them at once. passt
 * is told its ports when it starts, so another one takes its place, which cuts the connections that
 * the guest has through it. `later` for a guest whose QEMU was started without a hub in between.
 * Rejects with PORT_TAKEN, PORT_PRIVILEGED, PORT_ADDRESS_UNKNOWN or PORT_FORWARD_REFUSED.
 */
async function applyForwards(
  handle: GuestHandle,
  from: NicConfig,
  to: NicConfig,
): Promise<'live' | 'later'> {
  const run = running(handle)
  const added = without(forwardsOf(to), forwardsOf(from))
  const kept = without(forwardsOf(to), added)
  await checkForwards(added, handle.allPaths, kept)
  const backend = run.record.connections[to.id]?.backend
  if (backend === 'passt') return replacePasst(handle, from, to)
  return backend === 'slirp' ? applyToSlirp(handle, from, to) : 'later'
}

async function replacePasst(
  handle: GuestHandle,
  from: NicConfig,
  to: NicConfig,
): Promise<'live' | 'later'> {
  const run = running(handle)
  if ((await uplinksOf(run.qmp, to.id)).length === 0) return 'later'
  // Half done, the guest would be without a network: it takes 100 ms and is not cancelled.
  const host = await hostOf(handle, new AbortController().signal)
  const [added] = without(forwardsOf(to), forwardsOf(from))
  try {
    await reconnectNic(run, host, to)
    if (added !== undefined && run.record.connections[to.id]?.backend !== 'passt') {
      const notice = run.record.notices.find(({ device }) => device === to.id)
      const reason = notice?.cause ?? 'passt does not start'
      throw new GuesthouseError('PORT_FORWARD_REFUSED', { port: added.hostPort, reason })
    }
  } catch (error) {
    await reconnectNic(run, host, from).catch((failure: unknown) => {
      handle.logger.warn('a NIC was not connected again', { nic: to.id, failure })
    })
    throw error
  }
  return 'live'
}

async function applyToSlirp(
  handle: GuestHandle,
  from: NicConfig,
  to: NicConfig,
): Promise<'live' | 'later'> {
  const { qmp } = running(handle)
  // libslirp forwards from IPv4 addresses only; the page says which ones were left out.
  const isPossible = ({ address }: PortForward): boolean => !address.includes(':')
  if (!without(forwardsOf(to), forwardsOf(from)).every(isPossible)) return 'later'
  const [uplink] = await uplinksOf(qmp, to.id)
  await changeSlirpForwards(
    { qmp, logger: handle.logger },
    uplink === undefined ? `${to.id}-net` : uplinkIds(to.id, uplink.name).line,
    forwardsOf(from).filter(isPossible),
    forwardsOf(to).filter(isPossible),
  )
  return 'live'
}

/** The network's part in changing a guest that runs. */
export const nicConnector = { connect, disconnect, applyForwards }
