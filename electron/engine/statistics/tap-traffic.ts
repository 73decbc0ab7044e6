import { readdirSync, readFileSync } from 'node:fs'

/** Bytes since the device was made, as the guest sees them. */
export interface Traffic {
  readonly received: number
  readonly sent: number
}

/**
 * Reads /proc/net/dev (proc(5)): the sum over some devices, null where none of them is there. What
 * the host receives on a TAP device the guest has sent. Pure.
 */
export function parseTraffic(text: string, devices: ReadonlySet<string>): Traffic | null {
  const found = text.split('\n').flatMap((line) => {
    const [, device = '', counters = ''] = /^\s*([^:\s]+):\s*(.*)$/.exec(line) ?? []
    // Eight columns of what was received, then eight of what was sent; each begins with the bytes.
    const [received, sent] = counters.split(/\s+/).filter((_, column) => column % 8 === 0)
    return devices.has(device) ? [{ received: Number(sent), sent: Number(received) }] : []
  })
  if (found.length === 0) return null
  return {
    received: found.reduce((sum, { received }) => sum + received, 0),
    sent: found.reduce((sum, { sent }) => sum + sent, 0),
  }
}

export const readTraffic = (devices: ReadonlySet<string>): Traffic | null =>
  devices.size === 0 ? null : parseTraffic(readOr('/proc/net/dev', ''), devices)

/**
 * TAP devices that a process has open: the kernel says their names ("iff:") beside its descriptors.
 * So a bridge's device is found that QEMU's helper made under a name of the kernel's choice.
 */
export function tapDevicesOf(pid: number): ReadonlySet<string> {
  const directory = `/proc/${pid}/fdinfo`
  let descriptors: readonly string[]
  try {
    descriptors = readdirSync(directory)
  } catch {
    // It has ended.
    descriptors = []
  }
  const names = descriptors.map(
    (descriptor) => /^iff:\s*(\S+)/m.exec(readOr(`${directory}/${descriptor}`, ''))?.[1],
  )
  return new Set(names.filter((name) => name !== undefined))
}

function readOr(path: string, otherwise: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return otherwise
  }
}
