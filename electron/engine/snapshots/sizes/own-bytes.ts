import type { ImageReader } from './image-file.ts'
import { type ImageSnapshotEntry, type Qcow2Layout, readOffset } from './qcow2-layout.ts'
import { Refcounts } from './refcounts.ts'

/** QEMU takes no longer L1 table (QCOW_MAX_L1_SIZE, qcow2.h); in bytes. */
const L1_MAX_BYTES = 32 * 1024 * 1024
const L1_CHUNK_BYTES = 64 * 1024
/** In the upper four bytes of an entry of an L2 table. */
const COMPRESSED = 0x4000_0000
const SECTOR = 512

/**
 * Bytes of an image that nothing but this snapshot uses, which are free once it is deleted: its
 * clusters of disk and memory with a count of one, and tables of its own. An L2 table that is used
 * twice leads to clusters that are too, so that only those of its own are read, one at a time. What
 * is changed meanwhile, or damaged, makes the figure a wrong one and no error.
 */
export async function ownBytes(
  image: ImageReader,
  layout: Qcow2Layout,
  { l1 }: ImageSnapshotEntry,
): Promise<number> {
  const { clusterSize } = layout
  if (l1.entries * 8 > L1_MAX_BYTES) return 0
  const walk = new Walk(image, layout)
  for (let at = 0; at < l1.entries * 8; at += L1_CHUNK_BYTES) {
    const length = Math.min(L1_CHUNK_BYTES, l1.entries * 8 - at)
    const chunk = await image.read(l1.offset + at, length)
    for (let entry = 0; entry + 8 <= chunk.length; entry += 8) {
      await walk.table(aligned(readOffset(chunk, entry)))
    }
  }
  const tables = Math.ceil((l1.entries * 8) / clusterSize)
  return (tables + (await walk.ownClusters())) * clusterSize
}

/** Without the bits below the 512 bytes that every offset is a multiple of: they hold flags. */
const aligned = (offset: number): number => offset - (offset % SECTOR)

class Walk {
  readonly #image: ImageReader
  readonly #layout: Qcow2Layout
  readonly #refcounts: Refcounts
  /** Of the compressed, how often the snapshot uses each: several share one. By its number. */
  readonly #shared = new Map<number, number>()
  /** In a sound image each is met once; reading those again would be work without end. */
  readonly #met = new Set<number>()
  #own = 0

  constructor(image: ImageReader, layout: Qcow2Layout) {
    this.#image = image
    this.#layout = layout
    this.#refcounts = new Refcounts(image, layout)
  }

  /** An L2 table with all that it leads to; 0 is none. */
  async table(offset: number): Promise<void> {
    const { clusterSize, l2EntrySize } = this.#layout
    if (offset === 0 || offset % clusterSize !== 0 || this.#met.has(offset)) return
    this.#met.add(offset)
    if ((await this.#refcounts.of(offset / clusterSize)) !== 1) return
    this.#own += 1
    const table = await this.#image.read(offset, clusterSize)
    const { perBlock } = this.#refcounts
    let index = -1
    let block: Buffer = Buffer.alloc(0)
    for (let at = 0; at + l2EntrySize <= table.length; at += l2EntrySize) {
      if ((table.readUInt32BE(at) & COMPRESSED) !== 0) {
        this.#compressed(table, at)
        continue
      }
      const cluster = Math.floor(readOffset(table, at) / clusterSize)
      if (cluster === 0) continue
      // Neighbours on the disk are most often neighbours in the image.
      const wanted = Math.floor(cluster / perBlock)
      if (wanted !== index) block = await this.#refcounts.block(wanted)
      index = wanted
      if (this.#refcounts.inBlock(block, cluster) === 1) this.#own += 1
    }
  }

  /** Its data begins anywhere, and goes on for so many sectors ("Compressed Clusters Descriptor"). */
  #compressed(table: Buffer, at: number): void {
    const { clusterSize } = this.#layout
    const offsetBits = 62 - (Math.log2(clusterSize) - 8)
    const high = table.readUInt32BE(at) & 0x3fff_ffff
    const split = 2 ** (offsetBits - 32)
    const offset = (high % split) * 2 ** 32 + table.readUInt32BE(at + 4)
    const sectors = Math.floor(high / split) + 1
    const last = offset - (offset % SECTOR) + sectors * SECTOR - 1
    for (let c = Math.floor(offset / clusterSize); c * clusterSize <= last; c += 1) {
      this.#shared.set(c, (this.#shared.get(c) ?? 0) + 1)
    }
  }

  /** How many clusters nobody else uses. */
  async ownClusters(): Promise<number> {
    let own = this.#own
    for (const [cluster, uses] of this.#shared) {
      if ((await this.#refcounts.of(cluster)) === uses) own += 1
    }
    return own
  }
}
