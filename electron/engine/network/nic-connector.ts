import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { NicConfig, PortForward } from '../../../shared/domain/guest-config.ts'
import type { Notice } from '../../../shared/domain/notices.ts'
import { signal as sendSignal, waitUntilGone } from '../../platform/process-identity.ts'
import type { GuestHandle, RunHandle } from '../guest/guest-handle.ts'
import { spawnHelper } from '../process/helper-process.ts'
import { type ConnectedNic, connectNic } from './connect-nic.ts'
import { changeSlirpForwards, without } from './ports/change-slirp-forwards.ts'
import { checkForwards } from './ports/check-forwards.ts'
import { leaveNetwork } from './private/private-networks.ts'

/** ms; passt ends as soon as QEMU has hung up. */
const PASST_END_MS = 3_000

const running = (handle: GuestHandle): RunHandle => {
  const run = handle.run()
  if (run === null) throw new GuesthouseError('CHANGED_MACHINE_ENDED')
  return run
}

/**
 * Makes what a NIC that comes while the guest runs is to be connected to. What is started for it and
 * what has to be said of it go into the run's record. Rejects with what checkForwards rejects with.
 */
async function connect(handle: GuestHandle, nic: NicConfig): Promise<ConnectedNic> {
  const run = running(handle)
  const notices: Notice[] = []
  const { paths, allPaths, env, logger, job } = handle
  const preparation = {
    ...{ paths, allPaths, env, logger, signal: job.signal, qemu: await handle.qemu() },
    startHelper: async (spec: Parameters<typeof spawnHelper>[0]) => {
      const helper = await spawnHelper(spec)
      const { name, identity: process } = helper
      await run.updateRecord({ helpers: [...run.record.helpers, { name, process }] })
      return helper
    },
    notice: (notice: Notice) => void notices.push(notice),
  }
  const connected = await connectNic(preparation, handle.config().id, nic)
  if (notices.length > 0) {
    await run.updateRecord({ notices: [...run.record.notices, ...notices] })
  }
  return connected
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
  const isOwn = ({ name }: { readonly name: string }): boolean => name === nic.id
  for (const { process } of run.record.helpers.filter(isOwn)) {
    if (!(await waitUntilGone(process, PASST_END_MS))) sendSignal(process, 'SIGKILL')
  }
  await run.updateRecord({
    helpers: run.record.helpers.filter((helper) => !isOwn(helper)),
    notices: run.record.notices.filter(({ device }) => device !== nic.id),
  })
}

const forwardsOf = ({ network }: NicConfig): readonly PortForward[] =>
  network.kind === 'user' ? network.forwards : []

/**
 * Makes the forwards of a NIC those of `to`, all of them or none. libslirp takes them at once; passt
 * is told its ports when it is started, and its QEMU cannot be handed to another one: `later`.
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

/** The network's part in changing a guest that runs. */
export const nicConnector = { connect, disconnect, applyForwards }
