import { type Chardev, chardevOption } from './chardev.ts'
import { netdevOption } from './netdev-option.ts'
import type { QemuObject } from './qemu-object.ts'

export type { QemuObject } from './qemu-object.ts'

/**
 * All that a device is made of, in the order in which QEMU needs it. The same objects are arguments
 * of QMP's object-add, chardev-add (by chardevAdd), blockdev-add, netdev_add and device_add; what
 * has been added is taken away in the reverse order.
 *
 * Names: a device that a person can have several of has the id of its configuration. What stands
 * behind it is named after it, with an ending that no such id has (deviceIdSchema): `-node` is the
 * topmost block node and `-file` the file below it, `-backing-1` and `-backing-1-file` those of the
 * nearest backing file, `-net` the netdev, `-chr` the chardev, `-fs` the fsdev, `-io` the iothread,
 * `-controller` a controller for this device alone, and `-codec` a sound card's codec.
 */
export interface DeviceParts {
  readonly objects: readonly QemuObject[]
  readonly chardevs: readonly Chardev[]
  readonly blockdevs: readonly QemuObject[]
  readonly netdevs: readonly QemuObject[]
  readonly audiodevs: readonly QemuObject[]
  /** Values of -fsdev, which has neither JSON nor a QMP command. */
  readonly fsdevs: readonly string[]
  /** A controller of its own comes first. */
  readonly devices: readonly QemuObject[]
}

const none: DeviceParts = {
  ...{ objects: [], chardevs: [], blockdevs: [], netdevs: [], audiodevs: [], fsdevs: [] },
  devices: [],
}

export const deviceParts = (some: Partial<DeviceParts>): DeviceParts => ({ ...none, ...some })

/** The thin layer from objects to arguments. */
export function partsArguments(
  parts: DeviceParts,
  { netdevJson }: { readonly netdevJson: boolean },
): string[] {
  const json = (option: string, objects: readonly QemuObject[]): string[] =>
    objects.flatMap((object) => [option, JSON.stringify(object)])
  return [
    ...json('-object', parts.objects),
    ...parts.chardevs.flatMap((chardev) => ['-chardev', chardevOption(chardev)]),
    ...json('-blockdev', parts.blockdevs),
    ...(netdevJson
      ? json('-netdev', parts.netdevs)
      : parts.netdevs.flatMap((netdev) => ['-netdev', netdevOption(netdev)])),
    ...json('-audiodev', parts.audiodevs),
    ...parts.fsdevs.flatMap((fsdev) => ['-fsdev', fsdev]),
    ...json('-device', parts.devices),
  ]
}
