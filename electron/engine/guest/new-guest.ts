import { randomBytes, randomUUID } from 'node:crypto'
import {
  type DiskConfig,
  GUEST_SCHEMA_VERSION,
  type GuestConfig,
  guestConfigSchema,
  type NewGuest,
} from '../../../shared/domain/guest-config.ts'
import type { MachineDefaults } from '../machine-defaults.ts'

/**
 * Turns what "New machine" sent into a guest. `existing` is what a disk that is there already was
 * found to be. `diskPath` says where a new disk will be.
 */
export function newGuestConfig(
  input: NewGuest,
  id: string,
  options: {
    readonly diskPath: string
    readonly existing: Pick<DiskConfig, 'format' | 'backing'>
    readonly now: number
    readonly defaults: MachineDefaults
  },
): GuestConfig {
  // Windows' setup has no drivers for virtio, and would find neither disk nor network.
  const isWindows = input.os === 'windows'
  const { atLogout, clipboard, sound } = options.defaults
  // What is left out is as the schema has it.
  return guestConfigSchema.parse({
    schema: GUEST_SCHEMA_VERSION,
    id,
    name: input.name,
    memoryMiB: input.memoryMiB,
    cpus: input.cpus,
    accelerator: 'auto',
    ...(input.kernelBoot === undefined ? {} : { kernelBoot: input.kernelBoot }),
    disks: disksOf(input, options),
    cdroms: input.cdrom === undefined ? [] : [{ id: 'cdrom0', path: input.cdrom }],
    nics: [{ id: 'net0', mac: randomMac(), ...(isWindows ? { model: 'e1000e' } : {}) }],
    serials: [{ id: 'serial0' }],
    display: 'vnc',
    ...(input.os === undefined ? {} : { os: input.os }),
    ...(input.osName === undefined ? {} : { osName: input.osName }),
    ...(input.firmware === undefined ? {} : { firmware: input.firmware }),
    ...(input.tpm === undefined ? {} : { tpm: input.tpm }),
    ...{ atLogout, clipboard, sound },
    createdAt: options.now,
  })
}

function disksOf(
  { disk, os }: NewGuest,
  options: { readonly diskPath: string; readonly existing: Pick<DiskConfig, 'format' | 'backing'> },
): Partial<DiskConfig>[] {
  const common = {
    id: 'disk0',
    readOnly: false,
    ...(os === 'windows' ? { bus: 'sata' as const } : {}),
  }
  switch (disk.kind) {
    case 'none':
      return []
    case 'new':
      return [{ ...common, path: options.diskPath, format: 'qcow2', managed: true }]
    case 'existing':
      return [{ ...common, path: disk.path, ...options.existing, managed: false }]
  }
}

export const newGuestId = (): string => randomUUID()

/** A MAC address under QEMU's own prefix 52:54:00 (locally administered). */
export function randomMac(): string {
  const bytes = [0x52, 0x54, 0x00, ...randomBytes(3)]
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(':')
}
