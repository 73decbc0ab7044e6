import { rm } from 'node:fs/promises'
import type { ConnectionView } from '../../../shared/domain/guest.ts'
import type { NicConfig } from '../../../shared/domain/guest-config.ts'
import type { UserNetwork } from '../../../shared/domain/config/network.ts'
import { checkSocketPath } from '../../platform/paths.ts'
import type { NicBackend } from '../preparation/resources.ts'
import { joinByDaemon } from './bridge/daemon-taps.ts'
import { bridgeHost, prepareBridge } from './bridge/prepare.ts'
import { connectionView } from './connection-view.ts'
import type { NicPreparation } from './nic-preparation.ts'
import { dropsLoopback } from './passt/arguments.ts'
import { offerPasst } from './passt/hand-over.ts'
import { findPasst, startPasst } from './passt/start.ts'
import { checkForwards } from './ports/check-forwards.ts'
import { joinNetwork } from './private/private-networks.ts'
import { prepareTap, tapHost } from './tap.ts'

export interface ConnectedNic {
  readonly backend: NicBackend
  readonly view: ConnectionView
}

/**
 * Makes what a NIC is to be connected to. Where that cannot be had, the NIC gets less or nothing
 * and a notice says what would mend it. Rejects with what checkForwards rejects with.
 */
export async function connectNic(
  run: NicPreparation,
  guest: string,
  nic: NicConfig,
): Promise<ConnectedNic> {
  const found = await backendOf(run, guest, nic)
  // QEMU's bridge helper takes it out of its sandbox: never where it is not a person's own.
  const isAllowed = run.account.ofSession || found.kind !== 'bridge'
  const backend: NicBackend = isAllowed ? found : { kind: 'none' }
  return { backend, view: connectionView(nic, backend) }
}

async function backendOf(run: NicPreparation, guest: string, nic: NicConfig): Promise<NicBackend> {
  const { network } = nic
  switch (network.kind) {
    case 'user':
      return connectUser(run, nic, network)
    case 'isolated':
      return { kind: 'slirp', restrict: true }
    case 'private':
      return joinPrivate(run, guest, nic.id, network.name)
    case 'bridge':
      return joinBridge(run, nic.id, network.bridge)
    case 'tap': {
      const { backend, notice } = await prepareTap(network.device, nic.id, tapHost(run.account.uid))
      if (notice !== null) run.notice(notice)
      return backend
    }
  }
}

/** The daemon first: with its device QEMU needs no program that has a privilege. */
async function joinBridge(
  run: NicPreparation,
  device: string,
  bridge: string,
): Promise<NicBackend> {
  const made = await joinByDaemon(run.taps, bridge)
  if (made !== null && 'kind' in made) return made
  const { backend, notice } = await prepareBridge(bridge, device, bridgeHost(run.env))
  const refused = backend.kind === 'none' ? made : null
  // Who offers the bridge says better what is in the way than what the other way lacks.
  if (refused === null) run.notice(notice)
  else {
    const params = { bridge, reason: refused.refusal }
    run.notice({ code: 'BRIDGE_DAEMON_REFUSED', device, params })
  }
  return backend
}

/** QEMU without -netdev stream (before 7.2) has no way to passt or to our switch. */
const hasStream = ({ qemu }: NicPreparation): boolean => qemu.netdevTypes.includes('stream')

async function connectUser(
  run: NicPreparation,
  nic: NicConfig,
  network: UserNetwork,
): Promise<NicBackend> {
  const device = nic.id
  // Before passt is started: it would be the one that holds them.
  await checkForwards(network.forwards, run.allPaths)
  if (network.hostAccess) run.notice({ code: 'HOST_ACCESS', device, params: {} })
  if (run.slirpNics?.has(device) === true) {
    return slirpInstead(run, device, network, 'the saved state was made without passt')
  }
  try {
    if (!hasStream(run)) throw new Error('QEMU is older than 7.2')
    const passt = await findPasst(run, network)
    const offered = await offerPasst(run, nic, network, passt)
    const socket = offered ?? (await startPasst(run, nic, network, passt))
    if (!network.hostAccess && !dropsLoopback(passt.options)) {
      run.notice({ code: 'PASST_OLD', device, params: {} })
    }
    if (passt.nameServers?.length === 0) run.notice({ code: 'NO_NAME_SERVER', device, params: {} })
    return { kind: 'stream', via: 'passt', path: socket }
  } catch (error) {
    run.signal.throwIfAborted()
    run.logger.info('a NIC goes without passt', { nic: nic.id, error })
    const cause = error instanceof Error ? error.message : String(error)
    return slirpInstead(run, nic.id, network, cause)
  }
}

/**
 * libslirp connects to the host's 127.0.0.1 for whoever asks at the gateway's address, and QEMU has
 * no option against that (its SlirpConfig leaves disable_host_loopback alone, as of QEMU 10.1): only
 * `restrict`, which cuts off everything but forwards.
 */
function slirpInstead(
  run: NicPreparation,
  device: string,
  { hostAccess, forwards }: UserNetwork,
  cause: string,
): NicBackend {
  if (!hostAccess) run.notice({ code: 'NETWORK_CUT_OFF', device, params: {}, cause })
  for (const { address, hostPort: port } of forwards) {
    if (address.includes(':')) run.notice({ code: 'FORWARD_IPV6', device, params: { port } })
  }
  return { kind: 'slirp', restrict: !hostAccess }
}

async function joinPrivate(
  run: NicPreparation,
  guest: string,
  nic: string,
  network: string,
): Promise<NicBackend> {
  if (!hasStream(run)) {
    run.notice({ code: 'PRIVATE_NEEDS_NEWER_QEMU', device: nic, params: { network } })
    return { kind: 'none' }
  }
  const socket = checkSocketPath(run.paths.helperSocket(nic))
  // That of an earlier run would be taken for this one's.
  await rm(socket, { force: true })
  const { allPaths: paths, env, logger, account, qemu } = run
  const context = { paths, env, logger, account, qemu: async () => qemu }
  // The switch calls the guest once its QEMU listens, so a start does not wait for it.
  joinNetwork(context, { network, guest, nic, socket }, run.signal).catch((error: unknown) => {
    if (!run.signal.aborted)
      logger.warn('a guest is not on its private network', { network, error })
  })
  return { kind: 'stream', via: 'switch', path: socket }
}
