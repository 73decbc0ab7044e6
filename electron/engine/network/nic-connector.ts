import type { NicConfig, PortForward } from '../../../shared/domain/guest-config.ts'
import type { GuestHandle, RunHandle } from '../guest/guest-handle.ts'
import type { ConnectedNic } from './connect-nic.ts'
import {
  connectRunning,
  dismissHelpers,
  type RunningHost,
  whileRunning,
} from './connect-running.ts'
import { exchangePasst } from './passt/exchange.ts'
import { changeSlirpForwards, without } from './ports/change-slirp-forwards.ts'
import { checkForwards } from './ports/check-forwards.ts'
import { leaveNetwork } from './private/private-networks.ts'

const running = (handle: GuestHandle): RunHandle => whileRunning(handle.run())

const hostOf = async (handle: GuestHandle, signal: AbortSignal): Promise<RunningHost> => {
  const { paths, allPaths, env, logger, account } = handle
  return { paths, allPaths, env, logger, account, signal, qemu: await handle.qemu() }
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
    const { allPaths: paths, env, logger, account } = handle
    const context = { paths, env, logger, account, qemu: () => handle.qemu() }
    const guest = handle.config().id
    await leaveNetwork(context, { network: network.name, guest, nic: nic.id })
  }
  const run = running(handle)
  const gone = await dismissHelpers(run, nic.id, handle.account)
  await gone()
  await run.updateRecord({
    notices: run.record.notices.filter(({ device }) => device !== nic.id),
  })
}

const forwardsOf = ({ network }: NicConfig): readonly PortForward[] =>
  network.kind === 'user' ? network.forwards : []

/**
 * Makes the forwards of a NIC those of `to`, all of them or none. libslirp takes them at once; passt
 * is told its ports when it is started, so another one takes its place: `later` where it cannot.
 * Rejects with PORT_TAKEN, PORT_PRIVILEGED, PORT_ADDRESS_UNKNOWN or PORT_FORWARD_REFUSED.
 */
async function applyForwards(
  handle: GuestHandle,
  from: NicConfig,
  to: NicConfig,
): Promise<'live' | 'later'> {
  const run = running(handle)
  const added = without(forwardsOf(to), forwardsOf(from))
  const unchanged = without(forwardsOf(to), added)
  // What only leads elsewhere, or is opened to others: its port is the guest's own already.
  const moved = added.filter((forward) => forwardsOf(from).some((own) => hasSamePort(own, forward)))
  await checkForwards(without(added, moved), handle.allPaths, [...unchanged, ...moved])
  if (run.record.connections[to.id]?.backend === 'passt') {
    return exchangePasst(run, await hostOf(handle, handle.job.signal), from, to)
  }
  // libslirp forwards from IPv4 addresses only; the page says which ones were left out.
  const possible = (nic: NicConfig) =>
    forwardsOf(nic).filter(({ address }) => !address.includes(':'))
  if (run.record.connections[to.id]?.backend !== 'slirp') return 'later'
  if (added.some(({ address }) => address.includes(':'))) return 'later'
  await changeSlirpForwards(
    { qmp: run.qmp, logger: handle.logger },
    `${to.id}-net`,
    possible(from),
    possible(to),
  )
  return 'live'
}

const hasSamePort = (a: PortForward, b: PortForward): boolean =>
  a.protocol === b.protocol && a.hostPort === b.hostPort

/** The network's part in changing a guest that runs. */
export const nicConnector = { connect, disconnect, applyForwards }
