import type { DeviceParts } from './device-parts.ts'
import type { QemuObject } from './qemu-object.ts'

/**
 * Where the devices of a running guest are in fact. Devices that came and went while it ran leave
 * it with other places than its description alone would give, and its saved memory knows those.
 */
export interface Layout {
  /** How many root ports it has; 0 on a machine without. */
  readonly rootPorts: number
  /** By the device's id: the properties of its -device that say where it is. */
  readonly places: Readonly<Record<string, QemuObject>>
}

/** The same parts, with the devices where the layout has them. Pure. */
export function inPlace(parts: DeviceParts, layout: Layout | undefined): DeviceParts {
  if (layout === undefined) return parts
  const devices = parts.devices.map((device) => {
    const { id } = device
    const place = typeof id === 'string' ? layout.places[id] : undefined
    return place === undefined ? device : Object.assign({}, device, place)
  })
  return { ...parts, devices }
}
