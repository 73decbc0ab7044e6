import type { NicConfig } from '../../../shared/domain/guest-config.ts'
import type { NicBackend, RunResources } from '../preparation/resources.ts'
import type { RunPlan } from '../preparation/run-preparation.ts'
import { plannedDaemonTap } from './bridge/daemon-taps.ts'
import { bridgeHost, prepareBridge } from './bridge/prepare.ts'
import { plannedPasstSocket } from './passt/start.ts'
import { prepareTap, tapHost } from './tap.ts'

/** What each NIC would be connected to, by its id, as connectNic has it; passt is taken to work. */
export async function planNics(plan: RunPlan): Promise<RunResources['nics']> {
  const planned = plan.config.nics.map(async (nic) => [nic.id, await backendOf(plan, nic)] as const)
  return Object.fromEntries(await Promise.all(planned))
}

async function backendOf(plan: RunPlan, nic: NicConfig): Promise<NicBackend> {
  const { network } = nic
  const hasStream = plan.qemu.netdevTypes.includes('stream')
  switch (network.kind) {
    case 'user': {
      const isSlirp = !hasStream || plan.slirpNics?.has(nic.id) === true
      const path = isSlirp ? null : await plannedPasstSocket(plan, nic.id, network)
      if (path === null) return { kind: 'slirp', restrict: !network.hostAccess }
      return { kind: 'stream', via: 'passt', path }
    }
    case 'isolated':
      return { kind: 'slirp', restrict: true }
    case 'private':
      if (!hasStream) return { kind: 'none' }
      return { kind: 'stream', via: 'switch', path: plan.paths.helperSocket(nic.id) }
    case 'bridge':
      return (
        (await plannedDaemonTap(plan.taps, network.bridge)) ??
        (await prepareBridge(network.bridge, nic.id, bridgeHost(plan.env))).backend
      )
    case 'tap':
      return (await prepareTap(network.device, nic.id, tapHost(plan.account.uid))).backend
  }
}
