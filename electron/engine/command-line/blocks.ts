import type { CdromConfig, DiskConfig } from '../../../shared/domain/guest-config.ts'

const json = (value: object): string => JSON.stringify(value)

/** A disk as virtio-blk. The file node locks the image, so a second QEMU cannot write to it. */
export function diskArguments(disk: DiskConfig, bootIndex: number): string[] {
  const file = {
    driver: 'file',
    'node-name': `${disk.id}-file`,
    filename: disk.path,
    'read-only': disk.readOnly,
    discard: 'unmap',
    locking: 'auto',
  }
  const format = {
    driver: disk.format,
    'node-name': `${disk.id}-node`,
    'read-only': disk.readOnly,
    discard: 'unmap',
    file: `${disk.id}-file`,
  }
  const device = {
    driver: 'virtio-blk-pci',
    id: disk.id,
    drive: `${disk.id}-node`,
    bootindex: bootIndex,
  }
  return ['-blockdev', json(file), '-blockdev', json(format), '-device', json(device)]
}

/** A CD-ROM drive on the SATA controller that q35 has built in; `index` is its port. */
export function cdromArguments(cdrom: CdromConfig, index: number, bootIndex: number): string[] {
  const device = { driver: 'ide-cd', id: cdrom.id, bus: `ide.${index}`, bootindex: bootIndex }
  if (cdrom.path === null) return ['-device', json(device)]
  const file = {
    driver: 'file',
    'node-name': `${cdrom.id}-file`,
    filename: cdrom.path,
    'read-only': true,
  }
  const format = {
    driver: 'raw',
    'node-name': `${cdrom.id}-node`,
    'read-only': true,
    file: `${cdrom.id}-file`,
  }
  return [
    ...['-blockdev', json(file), '-blockdev', json(format)],
    ...['-device', json({ ...device, drive: `${cdrom.id}-node` })],
  ]
}
