import { bridgesFor } from './bridge/offered.ts'
import { bridgeHost } from './bridge/prepare.ts'
import type { TapProvider } from './tap-provider.ts'
import { tapHost, tapsOf } from './tap.ts'

export { addressesOf } from './addresses.ts'
export { allBridges, bridgesFor } from './bridge/offered.ts'
export { type BridgeHost, bridgeHost, prepareBridge } from './bridge/prepare.ts'
export { provePasst } from './passt/prove.ts'
export { nicConnector } from './nic-connector.ts'
export { type PreparedNics, prepareNics } from './prepare-nics.ts'
export { claimTaps, releaseTaps } from './bridge/daemon-taps.ts'
export type { TapProvider } from './tap-provider.ts'
export { planNics } from './plan-nics.ts'
export { leaveNetworks, mendPrivateNetworks } from './private/members.ts'

/** The bridges of this computer that a guest of this user's can join, one way or the other. */
export async function offeredBridges(
  env: NodeJS.ProcessEnv,
  taps: TapProvider | null,
): Promise<string[]> {
  const ways = await Promise.all([taps?.bridges() ?? [], bridgesFor(bridgeHost(env))])
  return [...new Set(ways.flat())].sort()
}

/** The TAP devices that belong to this user. */
export const offeredTaps = (): Promise<string[]> => tapsOf(tapHost())
