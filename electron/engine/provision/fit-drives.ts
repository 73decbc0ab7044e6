import type { CdromConfig } from '../../../shared/domain/guest-config.ts'
import type { DraftDisk } from './draft.ts'
import type { Remarks } from './remarks.ts'

type Bus = DraftDisk['bus']
type Cdrom = Pick<CdromConfig, 'path' | 'bus'>

/** Places of the buses that have few (config/combinations.ts); the others take what a guest may have. */
const PLACES: Partial<Record<Bus, number>> = { sata: 6, ide: 4, usb: 12, sd: 1 }
/** Buses without read-only disks. */
const WRITABLE_ONLY: ReadonlySet<Bus> = new Set(['sata', 'ide', 'sd'])

/** Puts drives on buses that the machine has and that have room, and remarks on each that moves. */
export function fitDrives(
  machine: 'q35' | 'i440fx',
  drives: { readonly disks: readonly DraftDisk[]; readonly cdroms: readonly Cdrom[] },
  remarks: Remarks,
): { disks: DraftDisk[]; cdroms: Cdrom[] } {
  const taken = new Map<Bus, number>()
  const place = (wanted: Bus, readOnly: boolean): Bus => {
    const fits = (bus: Bus): boolean =>
      (bus !== 'ide' || machine === 'i440fx') &&
      !(readOnly && WRITABLE_ONLY.has(bus)) &&
      (taken.get(bus) ?? 0) < (PLACES[bus] ?? Number.POSITIVE_INFINITY)
    const order: readonly Bus[] = [wanted, 'sata', 'scsi']
    const bus = order.find(fits) ?? 'scsi'
    taken.set(bus, (taken.get(bus) ?? 0) + 1)
    if (bus !== wanted)
      remarks.add('bus-changed', { from: wanted.toUpperCase(), to: bus.toUpperCase() })
    return bus
  }
  const disks = drives.disks.map((disk) => ({
    ...disk,
    bus: place(disk.bus, disk.settings['readOnly'] === true),
  }))
  const cdroms = drives.cdroms.map((cdrom) => ({
    ...cdrom,
    bus: cdromBus(place(cdrom.bus, false)),
  }))
  return { disks, cdroms }
}

const cdromBus = (bus: Bus): Cdrom['bus'] =>
  bus === 'ide' || bus === 'scsi' || bus === 'usb' ? bus : 'sata'
