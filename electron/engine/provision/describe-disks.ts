import { GuesthouseError, toErrorData } from '../../../shared/domain/errors.ts'
import type { DescribedDisk } from '../../../shared/domain/provision.ts'
import type { DraftDisk } from './draft.ts'
import { lookAtDisk } from './libvirt/look-at-disk.ts'
import { measureMember, memberSize } from './ova/disk-image.ts'
import type { OpenedOva } from './ova/read-ova.ts'

/** Bytes that an empty qcow2 takes, about. */
const EMPTY_BYTES = 200 * 1024

/** A disk of an archive, for a person to look at. Rejects with OVA_DAMAGED. */
export async function describeMember(
  qemuImg: string,
  path: string,
  { images }: OpenedOva,
  { origin, bus }: DraftDisk,
): Promise<DescribedDisk> {
  const common = { bus, backing: [], problem: null, copyOnly: true }
  const image = origin.kind === 'member' ? images.get(origin.name) : undefined
  if (image === undefined) {
    const virtualSizeBytes = origin.kind === 'file' ? 0 : origin.sizeBytes
    return { ...common, source: '', format: null, virtualSizeBytes, copyBytes: EMPTY_BYTES }
  }
  const [virtualSizeBytes, copyBytes] = await Promise.all([
    memberSize(qemuImg, path, image),
    measureMember(qemuImg, path, image),
  ])
  const { format } = image
  return { ...common, source: image.member.name, format, virtualSizeBytes, copyBytes }
}

/** A disk that is a file of this computer. What is wrong with it is told with it. */
export async function describeFile(
  qemuImg: string,
  { origin, bus }: DraftDisk,
): Promise<DescribedDisk> {
  if (origin.kind !== 'file') throw new Error('not a file')
  const { path: source, format } = origin
  try {
    const disk = await lookAtDisk(qemuImg, source, format)
    const { virtualSizeBytes, fileBytes, copyOnly } = disk
    const backing = disk.backing.map(({ name }) => name)
    // What lies below is copied too, and may take as much as the guest sees.
    const copyBytes = backing.length > 0 ? virtualSizeBytes : fileBytes
    const sizes = { virtualSizeBytes, copyBytes }
    return { source, bus, format: disk.format, ...sizes, backing, problem: null, copyOnly }
  } catch (error) {
    if (!(error instanceof GuesthouseError)) throw error
    const nothing = { virtualSizeBytes: 0, copyBytes: 0, backing: [], copyOnly: false }
    return { source, bus, format, ...nothing, problem: toErrorData(error) }
  }
}
