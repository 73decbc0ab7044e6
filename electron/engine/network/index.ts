import { bridgesFor } from './bridge/offered.ts'
import { bridgeHost } from './bridge/prepare.ts'
import { tapHost, tapsOf } from './tap.ts'

export { addressesOf } from './addresses.ts'
export { allBridges, bridgesFor } from './bridge/offered.ts'
export { type BridgeHost, bridgeHost, prepareBridge } from './bridge/prepare.ts'
export { provePasst } from './passt/prove.ts'
export { nicConnector } from './nic-connector.ts'
export { type PreparedNics, prepareNics } from './prepare-nics.ts'
export { planNics } from './plan-nics.ts'
export { leaveNetworks, mendPrivateNetworks } from './private/members.ts'

/** The bridges of this computer that a guest of this user's can join. */
export const offeredBridges = (env: NodeJS.ProcessEnv): Promise<string[]> =>
  bridgesFor(bridgeHost(env))

/** The TAP devices that belong to this user. */
export const offeredTaps = (): Promise<string[]> => tapsOf(tapHost())
