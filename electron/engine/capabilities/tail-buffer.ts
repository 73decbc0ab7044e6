/** Keeps the last bytes of a stream that may have no end. */
export class TailBuffer {
  readonly #maxBytes: number
  #chunks: Buffer[] = []
  #length = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#length += chunk.length
    // Joined only now and then, so that many small chunks cost little.
    if (this.#length > 2 * this.#maxBytes) {
      this.#chunks = [Buffer.concat(this.#chunks).subarray(-this.#maxBytes)]
      this.#length = this.#maxBytes
    }
  }

  text(): string {
    return Buffer.concat(this.#chunks).subarray(-this.#maxBytes).toString('utf8')
  }
}
