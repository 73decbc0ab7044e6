import { GuesthouseError } from '../../../../shared/domain/errors.ts'
import type { MachineDraft } from '../draft.ts'
import type { DraftSource } from '../draft-source.ts'
import type { RangeFile } from '../read-range.ts'
import { sourceError } from '../source-error.ts'
import { parseXml } from '../xml.ts'
import { XML_MAX_BYTES } from '../xml-limits.ts'
import { type Member, readMembers } from './archive.ts'
import { type MemberImage, memberFormat } from './disk-image.ts'
import { type Checksum, parseManifest } from './manifest.ts'
import { parseOvf } from './parse-ovf.ts'

/** Bytes of a manifest: a line for each file of the archive. */
const MANIFEST_MAX = 256 * 1024

/** What is in an archive, read but for the content of its disks. */
export interface OpenedOva {
  readonly draft: MachineDraft
  /** By the member's name. */
  readonly images: ReadonlyMap<string, MemberImage>
  /** What its manifest says; empty where it has none. */
  readonly checksums: ReadonlyMap<string, Checksum>
  readonly descriptor: Member
}

/** Rejects with OVA_NO_MACHINE, OVA_DAMAGED, OVA_UNSAFE, SOURCE_TOO_LARGE, or as parseOvf throws. */
export async function readOva(file: RangeFile, source: DraftSource): Promise<OpenedOva> {
  const { path, remarks } = source
  const members = await readMembers(file, path)
  const descriptors = members.filter(({ name }) => /\.ovf$/i.test(name))
  const [descriptor] = descriptors
  if (descriptor === undefined) throw new GuesthouseError('OVA_NO_MACHINE', { path })
  if (descriptors.length > 1) {
    throw sourceError('OVA_UNSAFE', path, 'several-descriptions')
  }
  if (descriptor.bytes > XML_MAX_BYTES) throw new GuesthouseError('SOURCE_TOO_LARGE', { path })
  if (members.some(({ name }) => /\.cert$/i.test(name))) remarks.add('ova-signature')
  const envelope = parseXml(await file.read(descriptor.offset, descriptor.bytes), path)
  const byName = new Map(members.map((member) => [member.name, member]))
  const draft = parseOvf(envelope, {
    ...source,
    members: new Map(members.map(({ name, bytes }) => [name, bytes])),
  })
  const images = new Map<string, MemberImage>()
  for (const { origin } of draft.disks) {
    const member = origin.kind === 'member' ? byName.get(origin.name) : undefined
    if (member === undefined) continue
    images.set(member.name, { member, format: await memberFormat(file, path, member) })
  }
  return { draft, images, checksums: await readChecksums(file, members), descriptor }
}

async function readChecksums(
  file: RangeFile,
  members: readonly Member[],
): Promise<ReadonlyMap<string, Checksum>> {
  const manifest = members.find(({ name }) => /\.mf$/i.test(name))
  if (manifest === undefined || manifest.bytes > MANIFEST_MAX) return new Map()
  return parseManifest((await file.read(manifest.offset, manifest.bytes)).toString('utf8'))
}
