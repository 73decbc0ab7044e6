import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { Logger } from '../../platform/logger.ts'
import { readConfig } from '../config/read-config.ts'
import type { DaemonConfig } from '../config/schema.ts'
import { type DaemonService, featuresOn, unitOf } from '../privileges/capability-table.ts'
import { FeatureGate } from '../privileges/feature-gate.ts'
import type { HeldCapabilities } from '../privileges/held-capabilities.ts'

/** Parts of the program that are loaded when they are asked for: most commands need neither. */
export interface Services {
  readonly daemon: (options: {
    readonly config: DaemonConfig
    readonly gate: FeatureGate
    /** What the daemon says of itself. */
    readonly facts: { readonly version: string; readonly capabilities: readonly string[] }
    readonly logger: Logger
  }) => Promise<void>
  readonly network: (options: {
    readonly settings: DaemonConfig['network']
    readonly logger: Logger
  }) => Promise<void>
}

export interface ServiceContext {
  readonly version: string
  readonly uid: number
  readonly held: () => Promise<HeldCapabilities>
  readonly logger: Logger
  readonly services: Services
}

/**
 * Runs a service until it is told to end, once it is sure of who it is. Rejects with DAEMON_AS_ROOT,
 * with CAPABILITY_UNNEEDED where it holds what nothing that is on needs (it cannot give that up), with
 * readConfig's errors, and where nothing that is on needs the network service, or it lacks what that
 * needs, with FEATURE_OFF or CAPABILITY_MISSING. The daemon does without what it lacks: what needs it
 * is refused when it is asked for.
 */
export async function startService(
  service: DaemonService,
  configFile: string,
  { version, uid, held, logger, services }: ServiceContext,
): Promise<void> {
  if (uid === 0) throw new GuesthouseError('DAEMON_AS_ROOT', { unit: unitOf[service] })
  const config = await readConfig(configFile)
  const { effective } = await held()
  const gate = new FeatureGate({ config, service, held: effective, configFile })
  const unneeded = gate.unneeded()
  if (unneeded.length > 0) {
    throw new GuesthouseError('CAPABILITY_UNNEEDED', { capability: unneeded.join(', ') })
  }
  logger.info(`${unitOf[service]} starts`, { uid, capabilities: effective })
  if (service === 'daemon') {
    for (const { feature, missing } of gate.status()) {
      if (missing.length > 0) logger.warn(`${feature} is on and cannot be used`, { missing })
    }
    const facts = { version, capabilities: effective }
    return services.daemon({ config, gate, facts, logger })
  }
  const features = featuresOn(config, 'network')
  for (const feature of features) gate.require(feature)
  if (features.length === 0) gate.require('bridged-networking')
  return services.network({ settings: config.network, logger })
}
