import { qemuKey } from './messages.ts'

/** A key that keyboards have not had for decades (F24), let go of without having been pressed. */
const NOTHING = qemuKey(false, 0x76)
/** ms between nudges, and how many follow a key. Measured; see docs/screen.md. */
const INTERVAL_MS = 8
const COUNT = 3

/**
 * Makes QEMU look at the guest's screen soon after a key. QEMU looks every 30 ms while something
 * happens, then less and less often; a key makes it look at once, which is before the guest has
 * drawn what the key does, and the next look may be 80 ms later. Any further message of a viewer
 * brings that forward (ui/vnc.c, protocol_client_msg), and QEMU drops the release of a key that is
 * not down (ui/kbd-state.c), so the guest notices nothing.
 */
export class KeyNudge {
  readonly #send: (bytes: Uint8Array) => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #left = 0

  constructor(send: (bytes: Uint8Array) => void) {
    this.#send = send
  }

  /** After a key went down. Keys in quick succession share their nudges. */
  key(): void {
    this.#left = COUNT
    this.#timer ??= setTimeout(() => this.#nudge(), INTERVAL_MS)
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#left = 0
  }

  #nudge(): void {
    this.#send(NOTHING)
    this.#left -= 1
    this.#timer = this.#left > 0 ? setTimeout(() => this.#nudge(), INTERVAL_MS) : undefined
  }
}
