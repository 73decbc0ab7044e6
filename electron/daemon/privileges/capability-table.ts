import { type DaemonFeature, daemonFeatures } from '../../../shared/domain/daemon.ts'
import type { DaemonConfig } from '../config/schema.ts'

/** The processes of guesthoused that are services of their own. */
export const daemonServices = ['daemon', 'network'] as const
export type DaemonService = (typeof daemonServices)[number]

/** systemd's unit of each. */
export const unitOf: Readonly<Record<DaemonService, string>> = {
  daemon: 'guesthoused.service',
  network: 'guesthouse-network.service',
}

/** Those that any feature costs, by their names in capabilities(7). */
export type Capability = 'CAP_SETGID' | 'CAP_SETUID' | 'CAP_NET_ADMIN'

interface FeatureCost {
  /** The service that does the work, and holds the capabilities. */
  readonly service: DaemonService
  /** In the order of their numbers. */
  readonly capabilities: readonly Capability[]
  /** What they are for, or why there are none; a phrase. */
  readonly why: string
}

/** What each feature costs: the least that was found to work. The one place that says so. */
export const featureCosts: Readonly<Record<DaemonFeature, FeatureCost>> = {
  'separate-qemu-account': {
    service: 'daemon',
    capabilities: ['CAP_SETGID', 'CAP_SETUID'],
    why: 'to start QEMU as guesthouse-qemu; files are handed over by their group, which costs nothing',
  },
  'bridged-networking': {
    service: 'network',
    capabilities: ['CAP_NET_ADMIN'],
    why: 'to make TAP devices and put them on bridges',
  },
  'nat-network': {
    service: 'network',
    capabilities: ['CAP_NET_ADMIN'],
    why: 'to make a bridge and translate the addresses behind it',
  },
  'user-networking': {
    service: 'daemon',
    capabilities: [],
    why: 'the network is an ordinary program’s',
  },
  'import-files': {
    service: 'daemon',
    capabilities: [],
    why: 'the caller’s own program reads the file and sends it',
  },
  'host-usb': {
    service: 'daemon',
    capabilities: [],
    why: 'a udev rule gives the listed devices to the group guesthouse-qemu',
  },
  autostart: { service: 'daemon', capabilities: [], why: 'machines start when the service does' },
}

type Switches = Pick<DaemonConfig, 'features'>

/** The features of a service that are switched on. Pure. */
export const featuresOn = ({ features }: Switches, service: DaemonService): DaemonFeature[] =>
  daemonFeatures.filter((feature) => features[feature] && featureCosts[feature].service === service)

/** What a service needs for what is switched on, in the order of the capabilities' numbers. Pure. */
export function neededCapabilities(config: Switches, service: DaemonService): Capability[] {
  const needed = new Set(
    featuresOn(config, service).flatMap((feature) => featureCosts[feature].capabilities),
  )
  return (['CAP_SETGID', 'CAP_SETUID', 'CAP_NET_ADMIN'] as const).filter((one) => needed.has(one))
}
