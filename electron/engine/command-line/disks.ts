import type { DiskConfig, GuestConfig } from '../../../shared/domain/guest-config.ts'
import { diskNodes, writeCache } from './block-nodes.ts'
import { type DeviceParts, deviceParts } from './device-parts.ts'
import type { QemuObject } from './qemu-object.ts'
import { fixedPlace, type Place } from './placement.ts'

/** A port of a controller that is there already; `unit` is for IDE, which has two on a bus. */
export interface DrivePort {
  readonly bus: string
  readonly unit?: number
}

export interface DiskOptions {
  /** A PCI place for virtio, nvme and sd; a port for the other buses. */
  readonly place: Place | DrivePort
  /** Firmware tries the lowest first; without one it does not boot from the disk. */
  readonly bootIndex?: number | undefined
  readonly ioUring: boolean
  readonly overlay?: string | undefined
}

/** A disk with its block nodes, to start with or to plug in. */
export function diskParts(disk: DiskConfig, options: DiskOptions): DeviceParts {
  const iothread = disk.iothread && disk.bus === 'virtio' ? `${disk.id}-io` : null
  return deviceParts({
    objects: iothread === null ? [] : [{ 'qom-type': 'iothread', id: iothread }],
    blockdevs: diskNodes(disk, options),
    devices: diskDevices(disk, options, iothread),
  })
}

const drivers = {
  ...{ virtio: 'virtio-blk-pci', scsi: 'scsi-hd', nvme: 'nvme', sata: 'ide-hd', ide: 'ide-hd' },
  usb: 'usb-storage',
} as const

function diskDevices(
  disk: DiskConfig,
  options: DiskOptions,
  iothread: string | null,
): QemuObject[] {
  const { id, bus, serial } = disk
  const { place, bootIndex } = options
  const drive = `${id}-node`
  if (bus === 'sd') {
    // All controllers call their bus sd-bus, so it is named by its path in the device tree. A card
    // has neither a cache nor a serial number to choose, and firmware does not boot from it.
    return [
      { driver: 'sdhci-pci', id: `${id}-controller`, ...place },
      { driver: 'sd-card', id, bus: `${place.bus}/${id}-controller/sd-bus`, drive },
    ]
  }
  return [
    {
      driver: drivers[bus],
      id,
      ...place,
      drive,
      'write-cache': writeCache(disk.cache),
      // An NVMe controller must have one.
      ...(serial !== undefined || bus === 'nvme' ? { serial: serial ?? id } : {}),
      ...(iothread === null ? {} : { iothread }),
      ...(bootIndex === undefined ? {} : { bootindex: bootIndex }),
    },
  ]
}

/**
 * The controllers that disks and CD-ROM drives of this guest share. q35 has SATA built in and
 * i440fx IDE.
 */
export function controllerParts(config: GuestConfig): DeviceParts {
  const drives = [...config.disks, ...config.cdroms]
  const scsi = drives.some(({ bus }) => bus === 'scsi')
  const iothread = config.disks.some((disk) => disk.bus === 'scsi' && disk.iothread)
  const ahci = config.machine === 'i440fx' && drives.some(({ bus }) => bus === 'sata')
  const { machine } = config
  return deviceParts({
    objects: iothread ? [{ 'qom-type': 'iothread', id: 'scsi-io' }] : [],
    devices: [
      ...(scsi
        ? [
            {
              ...{ driver: 'virtio-scsi-pci', id: 'scsi', ...fixedPlace(machine, 'scsi') },
              ...(iothread ? { iothread: 'scsi-io' } : {}),
            },
          ]
        : []),
      ...(ahci ? [{ driver: 'ich9-ahci', id: 'sata', ...fixedPlace(machine, 'sata') }] : []),
    ],
  })
}

/**
 * The ports of drives that are not PCI devices, by the drive's id. SATA and IDE ports are counted,
 * disks first; SCSI and USB choose a free one themselves.
 */
export function drivePorts(config: GuestConfig): ReadonlyMap<string, DrivePort> {
  const ports = new Map<string, DrivePort>()
  let sata = 0
  let ide = 0
  for (const { id, bus } of [...config.disks, ...config.cdroms]) {
    if (bus === 'scsi') ports.set(id, { bus: 'scsi.0' })
    if (bus === 'usb') ports.set(id, { bus: 'usb.0' })
    if (bus === 'sata') {
      ports.set(id, { bus: `${config.machine === 'q35' ? 'ide' : 'sata'}.${sata}` })
      sata += 1
    }
    if (bus === 'ide') {
      ports.set(id, { bus: `ide.${Math.floor(ide / 2)}`, unit: ide % 2 })
      ide += 1
    }
  }
  return ports
}
