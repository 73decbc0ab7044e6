import type { DaemonConfig } from '../config/schema.ts'
import {
  type DaemonService,
  featuresOn,
  neededCapabilities,
} from '../privileges/capability-table.ts'
import { type Directive, unitPath } from './unit-text.ts'

/** The sets, begun anew: what a drop-in before this one gave is not added to. */
function capabilities(config: DaemonConfig, service: DaemonService): Directive[] {
  const needed = neededCapabilities(config, service).join(' ')
  return ['AmbientCapabilities', 'CapabilityBoundingSet'].flatMap((name): Directive[] =>
    needed === ''
      ? [[name, '']]
      : [
          [name, ''],
          [name, needed],
        ],
  )
}

/**
 * What ProtectHome= hides (systemd.exec(5)). A directory below it is made visible alone, over an empty
 * one.
 */
const isHidden = (path: string): boolean => /^\/(home|root|run\/user)(\/|$)/.test(path)

function storage({ storage: { directories, files } }: DaemonConfig): Directive[] {
  const paths = [...directories, ...files]
  const hidden = paths.filter(isHidden)
  const others = paths.filter((path) => !isHidden(path))
  return [
    // One that is not there, a drive that is not plugged in, keeps nothing from starting.
    ...others.map((path): Directive => ['ReadWritePaths', unitPath(path, '-')]),
    ...(hidden.length > 0 ? [['ProtectHome', 'tmpfs'] as const] : []),
    ...hidden.map((path): Directive => ['BindPaths', unitPath(path, '-')]),
  ]
}

/**
 * What guesthoused.service needs for the features that are on, over the shipped unit, which has no
 * capability, no network and no device but KVM. Pure.
 */
export function daemonDirectives(config: DaemonConfig): Directive[] {
  const { features } = config
  const bridges = features['bridged-networking'] || features['nat-network']
  const usb = features['host-usb'] && config.usb.devices.length > 0
  return [
    ...capabilities(config, 'daemon'),
    // Processes of another account are hidden otherwise, and QEMU's is to be watched.
    ...(features['separate-qemu-account'] ? [['ProtectProc', 'default'] as const] : []),
    // A TAP device is one of the computer's own network namespace.
    ...(features['user-networking'] || bridges ? [['PrivateNetwork', 'no'] as const] : []),
    ...(features['user-networking']
      ? ([
          ['RestrictAddressFamilies', 'AF_INET AF_INET6 AF_NETLINK'],
          ['IPAddressDeny', ''],
        ] as const)
      : []),
    ...(bridges
      ? ([
          ['BindPaths', '-/dev/net/tun'],
          ['DeviceAllow', '/dev/net/tun rw'],
        ] as const)
      : []),
    ...(usb
      ? ([
          ['BindPaths', '-/dev/bus/usb'],
          ['DeviceAllow', 'char-usb_device rw'],
          // libusb is told by udev what is plugged in.
          ['RestrictAddressFamilies', 'AF_NETLINK'],
        ] as const)
      : []),
    ...storage(config),
  ]
}

/**
 * What guesthouse-network.service needs; null where nothing that is on needs the service, which then does
 * not start. Pure.
 */
export const networkDirectives = (config: DaemonConfig): Directive[] | null =>
  featuresOn(config, 'network').length === 0 ? null : capabilities(config, 'network')
