export { addressesOf } from './addresses.ts'
export { nicConnector } from './nic-connector.ts'
export { type PreparedNics, prepareNics } from './prepare-nics.ts'
export { leaveNetworks, mendPrivateNetworks } from './private/members.ts'
