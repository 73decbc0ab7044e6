import type { DiskBus } from '../../../../../shared/domain/config/storage.ts'

/** What Quickemu gives a machine by its guest_os (configure_os_quirks and vm_boot of quickemu). */
export interface QuickemuSystem {
  readonly os: 'linux' | 'windows' | 'other'
  readonly machine: 'q35' | 'i440fx'
  readonly bus: DiskBus
  readonly nic: 'virtio' | 'e1000e' | 'rtl8139'
}

const virtio = { machine: 'q35', bus: 'virtio', nic: 'virtio' } as const
const old = { os: 'other', machine: 'i440fx', bus: 'virtio', nic: 'rtl8139' } as const

const SYSTEMS: ReadonlyMap<string, QuickemuSystem> = new Map<string, QuickemuSystem>([
  ['windows', { os: 'windows', ...virtio }],
  ['windows-server', { os: 'windows', machine: 'q35', bus: 'sata', nic: 'e1000e' }],
  ['freedos', old],
  ['haiku', old],
  ['solaris', old],
  ['batocera', { ...old, os: 'linux' }],
  ['kolibrios', { ...old, bus: 'sata' }],
  ['reactos', { ...old, bus: 'ide', nic: 'e1000e' }],
])

/** null for macOS, which starts with firmware and a loader of its own only. */
export function systemOf(guestOs: string): QuickemuSystem | null {
  if (guestOs === 'macos') return null
  const known = SYSTEMS.get(guestOs)
  if (known !== undefined) return known
  if (guestOs.startsWith('linux')) return { os: 'linux', ...virtio }
  if (guestOs.endsWith('bsd')) return { os: 'other', ...virtio }
  return { os: 'other', ...virtio, nic: 'rtl8139' }
}

const UNITS = { b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4 } as const

/** "8G" in bytes; `usual` is the unit of a number that has none. null where it is no size. */
export function bytesOf(size: string, usual: 'M' | 'b'): number | null {
  const [, value, unit] = /^(\d{1,9}(?:\.\d{1,3})?)\s*([bkmgt]?)(?:i?b)?$/i.exec(size) ?? []
  if (value === undefined) return null
  const factor = UNITS[(unit || usual).toLowerCase() as keyof typeof UNITS]
  return Math.round(Number(value) * factor)
}
