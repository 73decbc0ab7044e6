import type { DaemonConfig } from '../config/schema.ts'
import {
  daemonServices,
  type DaemonService,
  featureCosts,
  featuresOn,
  neededCapabilities,
  unitOf,
} from '../privileges/capability-table.ts'
import { daemonFeatures } from '../../../shared/domain/daemon.ts'
import { table } from './table.ts'

const listed = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(' '))

/** "guesthoused.service: CAP_SETGID CAP_SETUID" */
function needs(config: DaemonConfig, service: DaemonService): string {
  const isIdle = service === 'network' && featuresOn(config, service).length === 0
  return isIdle ? 'it does not run' : listed(neededCapabilities(config, service))
}

/** What each feature costs, and what each service needs by this configuration. Pure. */
export function capabilityTable(config: DaemonConfig): string {
  const rows = daemonFeatures.map((feature) => {
    const { service, capabilities, why } = featureCosts[feature]
    const state = config.features[feature] ? 'on' : 'off'
    return [feature, state, unitOf[service], listed(capabilities), why]
  })
  const services = daemonServices.map((service) => [unitOf[service], needs(config, service)])
  return [
    table([['FEATURE', 'STATE', 'SERVICE', 'COSTS', 'WHY'], ...rows]),
    table([['SERVICE', 'NEEDS'], ...services]),
  ].join('\n')
}
