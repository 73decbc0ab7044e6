import { extendedCutText } from './messages.ts'

/** Flags of the extended clipboard (rfbproto, "Extended Clipboard Pseudo-Encoding"). */
const TEXT = 1
const CAPS = 1 << 24
const REQUEST = 1 << 25
const PEEK = 1 << 26
const NOTIFY = 1 << 27
const PROVIDE = 1 << 28

/** Bytes of text. QEMU takes and gives 1 MiB with the length before it (ui/vnc-clipboard.c). */
export const MAX_TEXT_BYTES = 1024 * 1024 - 4

export interface ClipboardEvents {
  send(bytes: Uint8Array): void
  /** Whether what is copied in the guest may be fetched. Asked each time. */
  mayTake(): boolean
  /** The guest has copied `text`. */
  text(text: string): void
}

/**
 * The clipboard between a viewer and QEMU, in UTF-8. In place of noVNC's, which allocates what the
 * server tells it to, and whose packed text newer QEMUs do not take because it has no end.
 */
export class ExtendedClipboard {
  readonly #events: ClipboardEvents
  #offered: Uint8Array | null = null
  /** There is a clipboard at the other side. */
  #ready = false

  constructor(events: ClipboardEvents) {
    this.#events = events
  }

  /**
   * Tells the guest that there is `text`; it is fetched when something is pasted there. False where
   * QEMU would not take it. The protocol asks for CR and LF and a NUL at the end, but QEMU hands on
   * what it gets, so what is pasted is just this text.
   */
  offer(text: string): boolean {
    const bytes = new TextEncoder().encode(text)
    if (bytes.length > MAX_TEXT_BYTES) return false
    this.#offered = bytes
    this.#notify()
    return true
  }

  #notify(): void {
    if (!this.#ready || this.#offered === null) return
    this.#events.send(extendedCutText(NOTIFY | (this.#offered.length === 0 ? 0 : TEXT)))
  }

  /** Takes the content of an extended ServerCutText. What cannot be understood is passed over. */
  async take(bytes: Uint8Array): Promise<void> {
    if (bytes.length < 4) return
    const flags = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0)
    if ((flags & CAPS) !== 0) {
      this.#ready = true
      // Text of any size, to be provided when it is asked for.
      const sizes = new Uint8Array(4)
      this.#events.send(extendedCutText(CAPS | REQUEST | PEEK | NOTIFY | PROVIDE | TEXT, sizes))
      this.#notify()
    } else if ((flags & REQUEST) !== 0) {
      if ((flags & TEXT) !== 0 && this.#offered !== null) await this.#provide(this.#offered)
    } else if ((flags & PEEK) !== 0) {
      this.#notify()
    } else if ((flags & NOTIFY) !== 0) {
      const wanted = (flags & TEXT) !== 0 && this.#events.mayTake()
      if (wanted) this.#events.send(extendedCutText(REQUEST | TEXT))
    } else if ((flags & PROVIDE) !== 0 && (flags & TEXT) !== 0) {
      const text = await unpack(bytes.subarray(4))
      if (text !== null) this.#events.text(text)
    }
  }

  async #provide(encoded: Uint8Array): Promise<void> {
    const plain = new Uint8Array(4 + encoded.length)
    new DataView(plain.buffer).setUint32(0, encoded.length)
    plain.set(encoded, 4)
    const packed = new Blob([plain]).stream().pipeThrough(new CompressionStream('deflate'))
    const data = new Uint8Array(await new Response(packed).arrayBuffer())
    // QEMU ends the connection over more.
    if (data.length > MAX_TEXT_BYTES) return
    this.#events.send(extendedCutText(PROVIDE | TEXT, data))
  }
}

/** Bytes that are unpacked at a time; Chromium unpacks a whole part at once, 1,000 times as large. */
const PACKED_PART = 1024

/** The text of a `provide`; null where it is none or too long. Unpacks no more than it may. */
async function unpack(packed: Uint8Array): Promise<string | null> {
  const stream = new DecompressionStream('deflate')
  const plain = new Uint8Array(4 + MAX_TEXT_BYTES)
  const got = { length: 0, wanted: 4 }
  const feed = async (): Promise<void> => {
    const writer = stream.writable.getWriter()
    for (let at = 0; at < packed.length && got.length < got.wanted; at += PACKED_PART) {
      await writer.write(packed.slice(at, at + PACKED_PART))
    }
    await writer.close()
  }
  const reader = stream.readable.getReader()
  // QEMU does not end its stream, so the end may be an error after the content.
  const fed = feed().catch(() => undefined)
  try {
    while (got.length < got.wanted) {
      const { done, value } = await reader.read()
      if (done) break
      const part = value.subarray(0, plain.length - got.length)
      plain.set(part, got.length)
      got.length += part.length
      if (got.length < 4) continue
      got.wanted = 4 + new DataView(plain.buffer).getUint32(0)
      if (got.wanted > plain.length) break
    }
  } catch {
    // What came before that is there.
  }
  await reader.cancel().catch(() => undefined)
  await fed
  if (got.length < 4 || got.length < got.wanted) return null
  const text = new TextDecoder().decode(plain.subarray(4, got.wanted))
  return text.replace(/\0+$/, '').replaceAll('\r\n', '\n')
}
