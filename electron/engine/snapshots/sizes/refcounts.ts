import type { ImageReader } from './image-file.ts'
import { type Qcow2Layout, readOffset } from './qcow2-layout.ts'

/** Of refcount blocks that are kept at hand; one covers 2 GiB of an image as qemu-img makes it. */
const KEPT_BYTES = 4 * 1024 * 1024

/** How often each cluster of an image is used, read as it is asked for. */
export class Refcounts {
  readonly #image: ImageReader
  readonly #layout: Qcow2Layout
  /** The least recently used first. */
  readonly #blocks = new Map<number, Buffer>()

  constructor(image: ImageReader, layout: Qcow2Layout) {
    this.#image = image
    this.#layout = layout
  }

  /** How many clusters one block counts. */
  get perBlock(): number {
    return (this.#layout.clusterSize * 8) / this.#layout.refcountBits
  }

  /** Uses of the cluster with this number; 0 where the image does not count so far. */
  async of(cluster: number): Promise<number> {
    const block = await this.block(Math.floor(cluster / this.perBlock))
    return this.inBlock(block, cluster)
  }

  inBlock(block: Buffer, cluster: number): number {
    const index = cluster % this.perBlock
    const { refcountBits: bits } = this.#layout
    const at = Math.floor((index * bits) / 8)
    if (at + Math.ceil(bits / 8) > block.length) return 0
    if (bits < 8) {
      // The first of a byte is in its lowest bits.
      return ((block[at] ?? 0) >> ((index * bits) % 8)) & (2 ** bits - 1)
    }
    if (bits === 64) return readOffset(block, at)
    return block.readUIntBE(at, bits / 8)
  }

  /** A block by its number; empty where there is none. */
  async block(index: number): Promise<Buffer> {
    const known = this.#blocks.get(index)
    if (known !== undefined) {
      this.#blocks.delete(index)
      this.#blocks.set(index, known)
      return known
    }
    const block = await this.#read(index)
    this.#blocks.set(index, block)
    const most = Math.max(2, KEPT_BYTES / this.#layout.clusterSize)
    for (const oldest of this.#blocks.keys()) {
      if (this.#blocks.size <= most) break
      this.#blocks.delete(oldest)
    }
    return block
  }

  async #read(index: number): Promise<Buffer> {
    const { refcountTable, clusterSize } = this.#layout
    const none = Buffer.alloc(0)
    if (index >= refcountTable.entries) return none
    const entry = await this.#image.read(refcountTable.offset + index * 8, 8)
    const offset = entry.length < 8 ? 0 : readOffset(entry, 0)
    return offset === 0 || offset % 512 !== 0 ? none : this.#image.read(offset, clusterSize)
  }
}
