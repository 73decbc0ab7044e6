import { isDeepStrictEqual } from 'node:util'
import { descriptionKeys } from '../../../shared/domain/describe.ts'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'

/** What is about the guest as a whole, and not about the moment of a snapshot. */
const kept = [
  ...(['id', 'name', 'createdAt', 'autostart', 'atLogout', 'restartAfterCrash'] as const),
  ...(['template', 'limits'] as const),
  ...descriptionKeys,
]

/** The description of a snapshot's time, for the guest as it is now. Pure. */
export function restoredConfig(then: GuestConfig, now: GuestConfig): GuestConfig {
  const parts = kept.filter((key) => key in now).map((key) => [key, now[key]])
  const rest = Object.entries(then).filter(([key]) => !(kept as readonly string[]).includes(key))
  return { ...Object.fromEntries(rest), ...Object.fromEntries(parts) } as GuestConfig
}

/**
 * Whether memory that was saved under one description fits to a machine made after the other: what
 * the guest sees of its devices. Cables, media, caches and policies may differ. Pure.
 */
export function isSameHardware(one: GuestConfig, other: GuestConfig): boolean {
  return isDeepStrictEqual(hardwareOf(one), hardwareOf(other))
}

function hardwareOf(config: GuestConfig): object {
  const soft = new Set<string>([...kept, 'clipboard', 'schema'])
  const rest = Object.entries(config).filter(([key]) => !soft.has(key))
  return {
    ...Object.fromEntries(rest),
    disks: config.disks.map(({ id, path, bus, readOnly, iothread, serial }) => ({
      ...{ id, path, bus, readOnly, iothread, serial },
    })),
    cdroms: config.cdroms.map(({ id, bus }) => ({ id, bus })),
    nics: config.nics.map(({ id, mac, model }) => ({ id, mac, model })),
  }
}
