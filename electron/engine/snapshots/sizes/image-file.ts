import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'

/** An image that is only read, and may be written to by somebody else meanwhile. */
export class ImageReader {
  readonly #file: FileHandle

  private constructor(file: FileHandle) {
    this.#file = file
  }

  /** Rejects with Node's error. */
  static async open(path: string): Promise<ImageReader> {
    // A pipe that somebody put there must not hold us up.
    return new ImageReader(await open(path, constants.O_RDONLY | constants.O_NONBLOCK))
  }

  /** As many bytes as there are, at most `length`. */
  async read(offset: number, length: number): Promise<Buffer> {
    const buffer = Buffer.alloc(length)
    const { bytesRead } = await this.#file.read(buffer, 0, length, offset)
    return buffer.subarray(0, bytesRead)
  }

  close(): Promise<void> {
    return this.#file.close()
  }
}
