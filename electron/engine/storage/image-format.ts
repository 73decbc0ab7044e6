import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { type DiskFormat, diskFormatSchema } from '../../../shared/domain/config/storage.ts'

/** Where the formats have their magic, from QEMU's block/{qcow2,vmdk,vdi,vhdx}.c. */
const magics: readonly (readonly [DiskFormat, number, string])[] = [
  ['qcow2', 0, '514649fb'],
  ['vmdk', 0, '4b444d56'],
  ['vmdk', 0, '434f5744'],
  ['vdi', 0x40, '7f10dabe'],
  ['vhdx', 0, '7668647866696c65'],
]

/** Text files that describe VMDKs start with this (VMware's specification 5.0). */
const VMDK_DESCRIPTOR = '# Disk DescriptorFile'

/** The format that a file's first bytes tell; raw is everything that says nothing else. */
export async function detectFormat(path: string): Promise<DiskFormat> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const head = Buffer.alloc(512)
    await file.read(head, 0, head.length, 0)
    if (head.toString('latin1', 0, VMDK_DESCRIPTOR.length) === VMDK_DESCRIPTOR) return 'vmdk'
    const found = magics.find(
      ([, offset, magic]) => head.toString('hex', offset, offset + magic.length / 2) === magic,
    )
    return found?.[0] ?? 'raw'
  } finally {
    await file.close()
  }
}

/** QEMU's name of a format as ours; null for those that Guesthouse has no use for. */
export function knownFormat(name: string | null): DiskFormat | null {
  const parsed = diskFormatSchema.safeParse(name)
  return parsed.success ? parsed.data : null
}
