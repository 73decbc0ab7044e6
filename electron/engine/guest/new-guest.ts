import { randomBytes, randomUUID } from 'node:crypto'
import {
  GUEST_SCHEMA_VERSION,
  type GuestConfig,
  type NewGuest,
} from '../../../shared/domain/guest-config.ts'

/**
 * Turns what "New machine" sent into a guest. `existing` tells the format of a disk that is there
 * already. `diskPath` says where a new disk will be.
 */
export function newGuestConfig(
  input: NewGuest,
  id: string,
  options: {
    readonly diskPath: string
    readonly existingFormat: 'qcow2' | 'raw'
    readonly now: number
  },
): GuestConfig {
  return {
    schema: GUEST_SCHEMA_VERSION,
    id,
    name: input.name,
    memoryMiB: input.memoryMiB,
    cpus: input.cpus,
    accelerator: 'auto',
    ...(input.kernelBoot === undefined ? {} : { kernelBoot: input.kernelBoot }),
    disks: disksOf(input, options),
    cdroms: input.cdrom === undefined ? [] : [{ id: 'cdrom0', path: input.cdrom }],
    nics: [{ id: 'net0', mac: randomMac(), backend: 'user' }],
    serials: [{ id: 'serial0' }],
    display: 'vnc',
    createdAt: options.now,
  }
}

function disksOf(
  { disk }: NewGuest,
  options: { readonly diskPath: string; readonly existingFormat: 'qcow2' | 'raw' },
): GuestConfig['disks'] {
  const common = { id: 'disk0', readOnly: false }
  switch (disk.kind) {
    case 'none':
      return []
    case 'new':
      return [{ ...common, path: options.diskPath, format: 'qcow2', managed: true }]
    case 'existing':
      return [{ ...common, path: disk.path, format: options.existingFormat, managed: false }]
  }
}

export const newGuestId = (): string => randomUUID()

/** A MAC address under QEMU's own prefix 52:54:00 (locally administered). */
export function randomMac(): string {
  const bytes = [0x52, 0x54, 0x00, ...randomBytes(3)]
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(':')
}
