import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { writableFormats } from '../../../shared/domain/config/storage.ts'
import { DISK_BYTES } from '../../../shared/domain/guest-config.ts'
import type { FoundSource } from '../../../shared/domain/provision.ts'
import { defaultCpus, defaultMemoryMiB } from '../../../shared/domain/spare-resources.ts'
import type { ImageReport } from '../../../shared/domain/storage.ts'
import { knownFormat } from '../storage/image-format.ts'
import type { HostOffer } from './host-offer.ts'
import { nameOfFile } from './name-of-file.ts'

/** Bytes of a sector; a file that is no multiple of them is no disk. */
const SECTOR = 512

/** The machine that starts from a disk image. Throws why no machine can have the image. */
export function describeDiskImage(
  report: ImageReport,
  fileBytes: number,
  { resources }: HostOffer,
): FoundSource['source'] {
  const { path, format, backing, otherFiles } = report
  const known = knownFormat(format)
  // QEMU takes all that it does not know for a raw disk, photos and letters too.
  const isNone = format === 'raw' && (fileBytes % SECTOR !== 0 || fileBytes < DISK_BYTES.min)
  if (known === null || isNone) throw new GuesthouseError('DISK_FORMAT_UNKNOWN', { path })
  if (report.encrypted) throw new GuesthouseError('DISK_ENCRYPTED', { path })
  if (report.corrupt) throw new GuesthouseError('DISK_CORRUPT', { path })
  const copyOnly = !(writableFormats as readonly string[]).includes(known)
  if (otherFiles.length > 0 || (copyOnly && backing.length > 0)) {
    const cause = [...otherFiles, ...backing.map(({ name }) => name)].join(', ')
    throw new GuesthouseError('DISK_HAS_DATA_FILE', { path }, cause)
  }
  const missing = backing.find(({ problem }) => problem !== null)
  if (missing !== undefined) {
    throw new GuesthouseError('BACKING_MISSING', { path, backing: missing.name })
  }
  const names = backing.map(({ name }) => name)
  return {
    kind: 'disk',
    guest: {
      name: nameOfFile(path),
      memoryMiB: defaultMemoryMiB(resources),
      cpus: defaultCpus(resources),
      disk: { kind: 'existing', path },
    },
    ...{ format, virtualSizeBytes: report.virtualSizeBytes, backing: names, copyOnly },
  }
}
