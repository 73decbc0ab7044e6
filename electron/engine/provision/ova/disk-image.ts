import * as z from 'zod/mini'
import type { GuesthouseError } from '../../../../shared/domain/errors.ts'
import type { SourceReason } from '../../../../shared/domain/errors/source-reasons.ts'
import { describeEnd } from '../../capabilities/run-program.ts'
import type { ImageTools } from '../../storage/copy-image.ts'
import { requireSpace } from '../../storage/free-space.ts'
import { runImageJob } from '../../storage/image-job.ts'
import { makeImage } from '../../storage/new-image.ts'
import { runQemuImg } from '../../storage/qemu-img.ts'
import type { RangeFile } from '../read-range.ts'
import { sourceError } from '../source-error.ts'
import type { Member } from './archive.ts'

/** ms; headers and tables are read, no data. */
const LOOK_TIMEOUT_MS = 60_000

export type MemberFormat = 'vmdk' | 'qcow2' | 'vdi' | 'vhdx'

/**
 * The format of a disk in an archive, by its own bytes. Only images that are whole in themselves are
 * taken: what names files besides could name any file of this computer. Rejects with OVA_UNSAFE or
 * OVA_DAMAGED.
 */
export async function memberFormat(
  file: RangeFile,
  path: string,
  member: Member,
): Promise<MemberFormat> {
  const head = await file.read(member.offset, Math.min(1024, member.bytes))
  const named = { file: member.name }
  const unsafe = (reason: SourceReason) => sourceError('OVA_UNSAFE', path, reason, named)
  if (head.length < 512) throw sourceError('OVA_DAMAGED', path, 'file-no-disk', named)
  if (head.toString('latin1', 0, 4) === 'KDMV') {
    // VMDK4Header of QEMU's block/vmdk.c: without a capacity the text inside names the real files.
    if (head.readBigUInt64LE(12) === 0n) throw unsafe('file-other-files')
    await refuseVmdkParent(file, member, head, unsafe)
    return 'vmdk'
  }
  if (head.readUInt32BE(0) === 0x514649fb) {
    // QCowHeader of block/qcow2.h: backing file, encryption, and the bit of external data.
    const external = head.readUInt32BE(4) >= 3 && (head.readBigUInt64BE(72) & 4n) !== 0n
    if (head.readBigUInt64BE(8) !== 0n || external) throw unsafe('file-other-files')
    if (head.readUInt32BE(32) !== 0) throw unsafe('file-encrypted')
    return 'qcow2'
  }
  if (head.readUInt32LE(0x40) === 0xbeda107f) return 'vdi'
  if (head.toString('latin1', 0, 8) === 'vhdxfile') return 'vhdx'
  throw unsafe('file-format')
}

/** The text inside a VMDK, which names its parent (VMware's Virtual Disk Format 5.0). */
async function refuseVmdkParent(
  file: RangeFile,
  member: Member,
  head: Buffer,
  unsafe: (reason: SourceReason) => GuesthouseError,
): Promise<void> {
  const [at, size] = [head.readBigUInt64LE(28), head.readBigUInt64LE(36)]
  const offset = Number(at) * 512
  const length = Math.min(Number(size) * 512, 64 * 1024, member.bytes - offset)
  if (length <= 0) return
  const text = (await file.read(member.offset + offset, length)).toString('latin1')
  if (/^\s*parentFileNameHint\s*=/m.test(text)) {
    throw unsafe('file-parent')
  }
}

/** A member as qemu-img reads it in the archive, so that it is not unpacked first. */
function memberTree(path: string, member: Member, format: MemberFormat): string {
  const node = {
    driver: format,
    // "backing": null: whatever the image says, nothing else is opened.
    ...(format === 'vmdk' || format === 'qcow2' ? { backing: null } : {}),
    file: {
      ...{ driver: 'raw', offset: member.offset, size: Math.floor(member.bytes / 512) * 512 },
      file: { driver: 'file', filename: path },
    },
  }
  return `json:${JSON.stringify(node)}`
}

const infoSchema = z.object({ 'virtual-size': z.number() })
const measureSchema = z.object({ required: z.number() })

export interface MemberImage {
  readonly member: Member
  readonly format: MemberFormat
}

/** Bytes that the guest sees of it. Rejects with OVA_DAMAGED, qemu-img's words the cause. */
export async function memberSize(
  qemuImg: string,
  path: string,
  { member, format }: MemberImage,
): Promise<number> {
  const args = ['info', '-U', '--output=json', memberTree(path, member, format)]
  const answer = await ask(qemuImg, path, member, args)
  return infoSchema.parse(answer)['virtual-size']
}

/** Bytes that its content takes as qcow2. Rejects like memberSize. */
export async function measureMember(
  qemuImg: string,
  path: string,
  { member, format }: MemberImage,
  signal?: AbortSignal,
): Promise<number> {
  const args = ['measure', '--output=json', '-O', 'qcow2', memberTree(path, member, format)]
  const answer = await ask(qemuImg, path, member, args, signal)
  return measureSchema.parse(answer).required
}

async function ask(
  qemuImg: string,
  path: string,
  member: Member,
  args: readonly string[],
  signal?: AbortSignal,
): Promise<unknown> {
  const result = await runQemuImg({ qemuImg, args, timeoutMs: LOOK_TIMEOUT_MS, signal })
  if (result.code === 0) return JSON.parse(result.stdout)
  const params = { file: member.name }
  throw sourceError('OVA_DAMAGED', path, 'file-unreadable', params, describeEnd(result))
}

/**
 * Makes a qcow2 of a member. Rejects with SPACE_NEEDED, NO_SPACE, DISK_EXISTS, IMAGE_FAILED,
 * OVA_DAMAGED or the job's reason; nothing is left behind.
 */
export async function convertMember(
  { qemuImg, job }: ImageTools,
  path: string,
  image: MemberImage,
  target: string,
): Promise<void> {
  await requireSpace(target, await measureMember(qemuImg, path, image, job.signal))
  await makeImage(target, async (temporary) => {
    const from = memberTree(path, image.member, image.format)
    const args = ['convert', '-p', '-O', 'qcow2', from, `file:${temporary}`]
    await runImageJob({ qemuImg, args, job, path })
  })
}
