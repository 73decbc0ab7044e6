import type { UsbDeviceConfig } from '../../../shared/domain/config/devices.ts'
import type { CdromConfig, DiskConfig, NicConfig } from '../../../shared/domain/guest-config.ts'

/** A device that can be put into a running guest and taken out of it. */
export type Pluggable =
  | { readonly list: 'disks'; readonly config: DiskConfig }
  | { readonly list: 'cdroms'; readonly config: CdromConfig }
  | { readonly list: 'nics'; readonly config: NicConfig }
  | { readonly list: 'usbDevices'; readonly config: UsbDeviceConfig }

/** One thing that is done to a running QEMU. `field` is what it makes true (fieldOf). */
export type Step = { readonly field: string } & (
  | { readonly kind: 'remove' | 'add'; readonly device: Pluggable }
  /** Another medium in a drive, or none. */
  | { readonly kind: 'medium'; readonly from: CdromConfig; readonly to: CdromConfig }
  /** The NIC's cable is plugged in or pulled out. */
  | { readonly kind: 'link'; readonly nic: string; readonly connected: boolean }
  /** The channel that the clipboard is shared through is plugged in. */
  | { readonly kind: 'clipboard' }
  | { readonly kind: 'forwards'; readonly from: NicConfig; readonly to: NicConfig }
  /** What the guest is asked to make do with; it decides how soon it follows. */
  | { readonly kind: 'balloon'; readonly fromMiB: number; readonly toMiB: number }
)
