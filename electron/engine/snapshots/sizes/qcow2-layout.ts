import type { ImageReader } from './image-file.ts'

/** Where the tables of a qcow2 are (docs/interop/qcow2.txt in QEMU's sources, "Header"). */
export interface Qcow2Layout {
  /** Bytes of a cluster: the unit in which everything is allocated. */
  readonly clusterSize: number
  /** Bytes of an entry in an L2 table: 16 with extended entries. */
  readonly l2EntrySize: 8 | 16
  readonly refcountTable: { readonly offset: number; readonly entries: number }
  readonly refcountBits: number
  readonly snapshots: { readonly offset: number; readonly count: number }
}

const MAGIC = 0x514649fb
const HEADER_BYTES = 104
const VERSION_2_REFCOUNT_ORDER = 4
/** Incompatible features: what is allocated is in another file; entries of L2 tables are longer. */
const DATA_FILE = 1 << 2
const EXTENDED_L2 = 1 << 4
/** QEMU's own limits (qcow2.h): 512 bytes to 2 MiB, 65,536 snapshots, 8 MiB of refcount table. */
const CLUSTER_BITS = { min: 9, max: 21 } as const
const SNAPSHOTS_MAX = 65_536
const REFCOUNT_TABLE_MAX_BYTES = 8 * 1024 * 1024
const REFCOUNT_ORDER_MAX = 6

/** A number of 64 bits, whose upper eight hold flags or nothing: no file reaches 2^53 bytes. */
export const readOffset = (bytes: Buffer, at: number): number =>
  (bytes.readUInt32BE(at) & 0x00ff_ffff) * 2 ** 32 + bytes.readUInt32BE(at + 4)

/** null where it is no qcow2 that holds what is allocated itself, or is beyond QEMU's limits. */
export async function readLayout(image: ImageReader): Promise<Qcow2Layout | null> {
  const head = await image.read(0, HEADER_BYTES)
  if (head.length < HEADER_BYTES || head.readUInt32BE(0) !== MAGIC) return null
  const version = head.readUInt32BE(4)
  const clusterBits = head.readUInt32BE(20)
  if (version !== 2 && version !== 3) return null
  if (clusterBits < CLUSTER_BITS.min || clusterBits > CLUSTER_BITS.max) return null
  const features = version === 3 ? head.readUInt32BE(76) : 0
  const order = version === 3 ? head.readUInt32BE(96) : VERSION_2_REFCOUNT_ORDER
  const count = head.readUInt32BE(60)
  const clusterSize = 2 ** clusterBits
  const tableBytes = head.readUInt32BE(56) * clusterSize
  if ((features & DATA_FILE) !== 0 || order > REFCOUNT_ORDER_MAX) return null
  if (count > SNAPSHOTS_MAX || tableBytes > REFCOUNT_TABLE_MAX_BYTES) return null
  return {
    clusterSize,
    l2EntrySize: (features & EXTENDED_L2) === 0 ? 8 : 16,
    refcountTable: { offset: readOffset(head, 48), entries: tableBytes / 8 },
    refcountBits: 2 ** order,
    snapshots: { offset: readOffset(head, 64), count },
  }
}

/** A snapshot as the image lists it. */
export interface ImageSnapshotEntry {
  readonly name: string
  /** Its own L1 table; `entries` of 8 bytes. The memory is behind the end of the disk in it. */
  readonly l1: { readonly offset: number; readonly entries: number }
}

const ENTRY_HEAD_BYTES = 40
/** More than any extra data, id and name that QEMU writes; both lengths are of 16 bits. */
const ENTRY_REST_MAX = 256 * 1024

/** The image's list of snapshots, as far as it makes sense. */
export async function readSnapshotEntries(
  image: ImageReader,
  { snapshots }: Qcow2Layout,
): Promise<ImageSnapshotEntry[]> {
  const entries: ImageSnapshotEntry[] = []
  let at = snapshots.offset
  for (let index = 0; index < snapshots.count; index += 1) {
    const head = await image.read(at, ENTRY_HEAD_BYTES)
    if (head.length < ENTRY_HEAD_BYTES) break
    const idBytes = head.readUInt16BE(12)
    const nameBytes = head.readUInt16BE(14)
    const nameAt = head.readUInt32BE(36) + idBytes
    if (nameAt + nameBytes > ENTRY_REST_MAX) break
    const name = await image.read(at + ENTRY_HEAD_BYTES + nameAt, nameBytes)
    const l1 = { offset: readOffset(head, 0), entries: head.readUInt32BE(8) }
    entries.push({ name: name.toString('utf8'), l1 })
    at += Math.ceil((ENTRY_HEAD_BYTES + nameAt + nameBytes) / 8) * 8
  }
  return entries
}
