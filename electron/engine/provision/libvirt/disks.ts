import { diskBusSchema } from '../../../../shared/domain/config/storage.ts'
import { type CdromConfig, filePathSchema } from '../../../../shared/domain/guest-config.ts'
import type { DraftDisk } from '../draft.ts'
import { plainText, type Remarks } from '../remarks.ts'
import type { Xml } from '../xml.ts'
import { knownFormat } from '../../storage/image-format.ts'
import type { DomainSource } from './parse-domain.ts'

const CACHES: ReadonlySet<string> = new Set([
  ...['writeback', 'none', 'writethrough', 'directsync', 'unsafe'],
])

interface Drives {
  readonly disks: DraftDisk[]
  readonly cdroms: Pick<CdromConfig, 'path' | 'bus'>[]
}

/** Disks that are files, in the order in which the machine tries to start from them, and CD drives. */
export function drivesOf(devices: Xml | undefined, { remarks }: DomainSource): Drives {
  const drives: Drives = { disks: [], cdroms: [] }
  const elements = [...(devices?.children('disk') ?? [])].sort((a, b) => orderOf(a) - orderOf(b))
  for (const element of elements) {
    const device = element.attribute('device') ?? 'disk'
    if (device === 'floppy') remarks.add('floppy')
    else if (device === 'cdrom') drives.cdroms.push(cdromOf(element, remarks))
    else {
      const disk = diskOf(element, remarks)
      if (disk !== null) drives.disks.push(disk)
    }
  }
  return drives
}

/** libvirt counts from 1; what has no number comes after what has. */
const orderOf = (element: Xml): number => {
  const order = Number(element.child('boot')?.attribute('order') ?? Number.NaN)
  return Number.isInteger(order) && order > 0 ? order : Number.MAX_SAFE_INTEGER
}

const targetOf = (element: Xml): string => element.child('target')?.attribute('dev') ?? '?'

function fileOf(element: Xml): string | null {
  if ((element.attribute('type') ?? 'file') !== 'file') return null
  const parsed = filePathSchema.safeParse(element.child('source')?.attribute('file'))
  return parsed.success ? parsed.data : null
}

function cdromOf(element: Xml, remarks: Remarks): Drives['cdroms'][number] {
  const bus = element.child('target')?.attribute('bus')
  const path = fileOf(element)
  if (path === null && element.child('source') !== undefined) {
    remarks.add('cdrom-empty', { target: targetOf(element) })
  }
  return { path, bus: bus === 'ide' || bus === 'scsi' || bus === 'usb' ? bus : 'sata' }
}

function diskOf(element: Xml, remarks: Remarks): DraftDisk | null {
  const target = targetOf(element)
  const path = fileOf(element)
  if (path === null) {
    const type = element.attribute('type') ?? 'file'
    remarks.add('disk-not-file', { target, type: plainText(type, 40) })
    return null
  }
  if (element.child('shareable') !== undefined) remarks.add('disk-shareable', { target })
  if (element.child('iotune') !== undefined) remarks.add('disk-limits', { target })
  const driver = element.child('driver')
  const bus = diskBusSchema.safeParse(element.child('target')?.attribute('bus') ?? 'ide')
  const wanted = element.child('target')?.attribute('bus') ?? ''
  if (!bus.success) remarks.add('bus-changed', { from: wanted, to: 'SATA' })
  // Without a type libvirt takes an image for raw; what its bytes say is never asked.
  const format = knownFormat(driver?.attribute('type') ?? 'raw')
  return {
    origin: { kind: 'file', path, format },
    bus: bus.success ? bus.data : 'sata',
    settings: {
      readOnly: element.child('readonly') !== undefined,
      ...serialOf(element, remarks),
      ...cacheOf(driver),
      ...(driver?.attribute('discard') === 'ignore' ? { discard: false } : {}),
    },
  }
}

function serialOf(element: Xml, remarks: Remarks): { serial?: string } {
  const serial = element.textOf('serial')
  if (serial === undefined) return {}
  if (/^[\w.-]{1,20}$/.test(serial)) return { serial }
  remarks.add('disk-serial', { serial })
  return {}
}

function cacheOf(driver: Xml | undefined): { cache?: string; aio?: string } {
  const cache = driver?.attribute('cache')
  const io = driver?.attribute('io')
  const direct = cache === 'none' || cache === 'directsync'
  return {
    ...(cache !== undefined && CACHES.has(cache) ? { cache } : {}),
    ...(io === 'threads' || io === 'io_uring' || (io === 'native' && direct) ? { aio: io } : {}),
  }
}
