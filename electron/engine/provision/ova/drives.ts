import type { DiskBus } from '../../../../shared/domain/config/storage.ts'
import type { SourceReason } from '../../../../shared/domain/errors/source-reasons.ts'
import { type CdromConfig, DISK_BYTES } from '../../../../shared/domain/guest-config.ts'
import type { DiskOrigin, DraftDisk } from '../draft.ts'
import { plainText } from '../remarks.ts'
import { sourceError } from '../source-error.ts'
import type { Xml } from '../xml.ts'
import { type Item, resource } from './items.ts'
import type { OvfSource } from './ovf-source.ts'
import { bytesOf } from './units.ts'

const SECTOR = 512

interface Drives {
  readonly disks: DraftDisk[]
  readonly cdroms: Pick<CdromConfig, 'path' | 'bus'>[]
}

/** The disks of an OVF, in the order of their places, and its CD drives, which are empty. */
export function drivesOf(envelope: Xml, items: readonly Item[], source: OvfSource): Drives {
  const byId = new Map(items.map((item) => [item.id, item]))
  const place = ({ element }: Item): number => Number(element.textOf('AddressOnParent') ?? 0)
  const inOrder = [...items].sort(
    (a, b) =>
      (a.parent ?? '').localeCompare(b.parent ?? '', 'en', { numeric: true }) ||
      place(a) - place(b),
  )
  const drives: Drives = { disks: [], cdroms: [] }
  for (const item of inOrder) {
    const controller = byId.get(item.parent ?? '')
    if (item.type === resource.cd || item.type === resource.dvd) {
      drives.cdroms.push({ path: null, bus: busOf(controller) === 'ide' ? 'ide' : 'sata' })
    } else if (item.type === resource.disk) {
      const origin = originOf(envelope, item, source)
      if (origin.kind === 'blank') {
        source.remarks.add('disk-blank', { disk: plainText(item.name, 60) })
      }
      drives.disks.push({
        origin,
        bus: remarked(controller, source),
        settings: { readOnly: false },
      })
    }
  }
  return drives
}

/** LSI's and VMware's SCSI cards have drivers in no Linux that was set up without them: SATA has. */
function busOf(controller: Item | undefined): DiskBus {
  const words = `${controller?.subtype ?? ''} ${controller?.name ?? ''}`
  if (/virtio/i.test(words)) return controller?.type === resource.scsi ? 'scsi' : 'virtio'
  if (/nvme/i.test(words)) return 'nvme'
  if (controller?.type === resource.ide) return 'ide'
  if (/usb/i.test(words)) return 'usb'
  return 'sata'
}

function remarked(controller: Item | undefined, { remarks }: OvfSource): DiskBus {
  const bus = busOf(controller)
  if (controller?.type === resource.scsi && bus === 'sata') {
    remarks.add('bus-changed', { from: 'SCSI', to: 'SATA' })
  }
  return bus
}

/** Follows "ovf:/disk/vmdisk1" to the disk, and that to the file. */
function originOf(envelope: Xml, item: Item, { path, members }: OvfSource): DiskOrigin {
  const refuse = (reason: SourceReason) => sourceError('SOURCE_NOT_READ', path, reason)
  const resourceName = item.element.textOf('HostResource') ?? ''
  const [, kind, id] = /^(?:ovf:)?\/(disk|file)\/(.+)$/.exec(resourceName) ?? []
  const disk = (envelope.child('DiskSection')?.children('Disk') ?? []).find(
    (one) => kind === 'disk' && one.attribute('diskId') === id,
  )
  if (kind === 'disk' && disk?.attribute('parentRef') !== undefined) {
    throw refuse('disk-parent')
  }
  const reference = kind === 'file' ? id : disk?.attribute('fileRef')
  if (reference !== undefined) {
    const file = (envelope.child('References')?.children('File') ?? []).find(
      (one) => one.attribute('id') === reference,
    )
    return memberOf(path, file, members)
  }
  if (disk === undefined) throw refuse('disk-not-described')
  const unit = disk.attribute('capacityAllocationUnits')
  const bytes = bytesOf(disk.attribute('capacity'), unit)
  if (bytes === null || bytes < DISK_BYTES.min || bytes > DISK_BYTES.max) {
    throw refuse('disk-size')
  }
  return { kind: 'blank', sizeBytes: Math.ceil(bytes / SECTOR) * SECTOR }
}

function memberOf(path: string, file: Xml | undefined, members: OvfSource['members']): DiskOrigin {
  const name = file?.attribute('href') ?? ''
  const unread = (reason: SourceReason) => sourceError('SOURCE_NOT_READ', path, reason)
  const compression = file?.attribute('compression') ?? 'identity'
  if (compression !== 'identity' && compression !== '') throw unread('disk-compressed')
  if (file?.attribute('chunkSize') !== undefined) throw unread('disk-in-pieces')
  const bytes = members.get(name)
  if (bytes === undefined) throw sourceError('OVA_DAMAGED', path, 'file-missing', { file: name })
  const said = file?.attribute('size')
  if (said !== undefined && Number(said) !== bytes) {
    throw sourceError('OVA_DAMAGED', path, 'file-size', { file: name })
  }
  return { kind: 'member', name, sizeBytes: bytes }
}
