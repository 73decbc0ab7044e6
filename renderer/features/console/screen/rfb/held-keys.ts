import type { KeyMessage } from './messages.ts'

/**
 * Keys that are down in the guest. noVNC lets go of them when the window loses the keyboard, not
 * when another part of the page takes it, nor when it is made to only look on.
 */
export class HeldKeys {
  readonly #up = new Map<string, Uint8Array>()

  note({ down, up, key }: KeyMessage): void {
    if (down) this.#up.set(key, up)
    else this.#up.delete(key)
  }

  /** What lets go of all that are down; they are forgotten. */
  release(): readonly Uint8Array[] {
    const messages = [...this.#up.values()]
    this.#up.clear()
    return messages
  }
}
