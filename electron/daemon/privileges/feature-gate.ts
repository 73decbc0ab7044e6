import {
  DAEMON_CONFIG_FILE,
  type DaemonFeature,
  daemonFeatures,
} from '../../../shared/domain/daemon.ts'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { DaemonConfig } from '../config/schema.ts'
import {
  type Capability,
  type DaemonService,
  featureCosts,
  neededCapabilities,
} from './capability-table.ts'

/** What a service says of a feature. */
export interface FeatureStatus {
  readonly feature: DaemonFeature
  readonly on: boolean
  /** The service that holds what it costs. */
  readonly service: DaemonService
  readonly capabilities: readonly Capability[]
  /** Those of them that this service should hold and does not; none of what is another service's. */
  readonly missing: readonly Capability[]
}

/**
 * Decides what a service may do: what the administrator switched on, and what the service was given the
 * capabilities for when it was started. Neither changes while it runs.
 */
export class FeatureGate {
  readonly #config: Pick<DaemonConfig, 'features'>
  readonly #service: DaemonService
  readonly #held: ReadonlySet<string>
  readonly #path: string

  constructor(options: {
    readonly config: Pick<DaemonConfig, 'features'>
    readonly service: DaemonService
    /** The effective set, as names: "CAP_SETUID". */
    readonly held: readonly string[]
    /** Of the configuration, for messages. */
    readonly configFile?: string
  }) {
    this.#config = options.config
    this.#service = options.service
    this.#held = new Set(options.held)
    this.#path = options.configFile ?? DAEMON_CONFIG_FILE
  }

  /**
   * Throws FEATURE_OFF, or CAPABILITY_MISSING where it is this service that should hold one. Whether
   * another service holds its own is for that one to say.
   */
  require(feature: DaemonFeature): void {
    if (!this.#config.features[feature]) {
      throw new GuesthouseError('FEATURE_OFF', { feature, path: this.#path })
    }
    const missing = this.#missing(feature)
    if (missing.length === 0) return
    throw new GuesthouseError('CAPABILITY_MISSING', {
      ...{ feature, path: this.#path },
      capability: missing.join(', '),
    })
  }

  /** Whether `require` would let it pass. */
  allows(feature: DaemonFeature): boolean {
    return this.#config.features[feature] && this.#missing(feature).length === 0
  }

  /** Of every feature, in the order in which they are documented. */
  status(): FeatureStatus[] {
    return daemonFeatures.map((feature) => ({
      feature,
      on: this.#config.features[feature],
      service: featureCosts[feature].service,
      capabilities: featureCosts[feature].capabilities,
      missing: this.#config.features[feature] ? this.#missing(feature) : [],
    }))
  }

  /** What this service holds and nothing that is switched on needs. */
  unneeded(): string[] {
    const needed: readonly string[] = neededCapabilities(this.#config, this.#service)
    return [...this.#held].filter((one) => !needed.includes(one))
  }

  #missing(feature: DaemonFeature): Capability[] {
    const { service, capabilities } = featureCosts[feature]
    return service === this.#service ? capabilities.filter((one) => !this.#held.has(one)) : []
  }
}
