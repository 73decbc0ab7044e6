import { homedir } from 'node:os'
import { KVM_DEVICE } from '../accel/index.ts'
import { type BridgeHost, bridgeHost } from '../network/index.ts'
import type { UsbRoots } from '../usb/index.ts'

/** Where the kernel and the distribution keep what is looked at. Tests have their own. */
export interface HostPlaces {
  readonly kvm: string
  /** Where graphics devices are. */
  readonly dri: string
  readonly proc: string
  /** os-release(5), the first that there is. */
  readonly osRelease: readonly string[]
  /** There on systems whose files come as a whole: packages are not installed into them. */
  readonly ostree: string
  readonly passwd: string
  readonly groups: string
  /** Where unit files are (systemd.unit(5)). */
  readonly units: readonly string[]
  /** Where loginctl notes who lingers. */
  readonly linger: string
  readonly bridge: BridgeHost
  readonly usb: UsbRoots
  /** Directories of firmware descriptors; undefined: the usual ones. */
  readonly firmware: readonly string[] | undefined
  /** Programs of virtiofsd outside of PATH; undefined: the usual ones. */
  readonly virtiofsd: readonly string[] | undefined
  /** Any directory of the user's, to try whether it can be watched. */
  readonly watched: string
}

export const hostPlaces = (env: NodeJS.ProcessEnv): HostPlaces => ({
  kvm: KVM_DEVICE,
  dri: '/dev/dri',
  proc: '/proc',
  osRelease: ['/etc/os-release', '/usr/lib/os-release'],
  ostree: '/run/ostree-booted',
  passwd: '/etc/passwd',
  groups: '/etc/group',
  units: [
    '/etc/systemd/system',
    '/run/systemd/system',
    '/usr/local/lib/systemd/system',
    '/usr/lib/systemd/system',
    '/lib/systemd/system',
  ],
  linger: '/var/lib/systemd/linger',
  bridge: bridgeHost(env),
  usb: { sysfs: '/sys/bus/usb/devices', nodes: '/dev/bus/usb' },
  firmware: undefined,
  virtiofsd: undefined,
  watched: env['HOME'] || homedir(),
})
