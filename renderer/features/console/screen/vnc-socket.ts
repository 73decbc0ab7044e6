import type { RawChannel, RawChannelClose } from '@novnc/novnc'
import { PortChannel } from '../port-channel.ts'

const CONNECTING = 0
const OPEN = 1
const CLOSED = 3

/** Codes of RFC 6455, section 7.4.1. */
const NORMAL_CLOSURE = 1000
const ABNORMAL_CLOSURE = 1006

/**
 * A console's port in the shape of a WebSocket, for noVNC. It looks for the properties by name, so
 * they are the object's own; `onclose` comes in a later turn, as a WebSocket's does.
 */
export class VncSocket implements RawChannel {
  binaryType = 'arraybuffer'
  readonly protocol = ''
  readyState = CONNECTING
  onopen: RawChannel['onopen'] = null
  onmessage: RawChannel['onmessage'] = null
  onclose: RawChannel['onclose'] = null
  onerror: RawChannel['onerror'] = null
  readonly #channel: PortChannel
  /** The last request for an update, until the first byte of an answer. */
  #request: Uint8Array | null = null

  constructor(port: MessagePort) {
    this.#channel = new PortChannel(port, {
      onOpen: () => {
        this.readyState = OPEN
        this.onopen?.()
      },
      onBytes: (bytes) => {
        this.#askForNext()
        this.onmessage?.({ data: exactBuffer(bytes) })
        this.#channel.credit(bytes.byteLength)
      },
      onSkipped: () => undefined, // serial ports alone
      onClosed: (reason) => this.#closeLater(reason),
    })
  }

  send(data: Uint8Array): void {
    this.#channel.send(data)
    if (isUpdateRequest(data)) this.#request = data.slice()
  }

  /**
   * Asks for the next update while this one is still arriving. noVNC asks when it has drawn one; a
   * QEMU that finds no request when its refresh timer fires waits 50 ms longer (ui/vnc.c,
   * vnc_refresh), so one that large updates keep busy would draw half as often.
   */
  #askForNext(): void {
    if (this.#request === null) return
    this.#channel.send(this.#request)
    this.#request = null
  }

  close(): void {
    if (this.readyState === CLOSED) return
    this.#channel.close()
    this.#closeLater(null)
  }

  #closeLater(reason: string | null): void {
    if (this.readyState === CLOSED) return
    this.readyState = CLOSED
    const event: RawChannelClose = {
      code: reason === null ? NORMAL_CLOSURE : ABNORMAL_CLOSURE,
      reason: reason ?? '',
      wasClean: reason === null,
    }
    queueMicrotask(() => this.onclose?.(event))
  }
}

/** Whether it is one incremental FramebufferUpdateRequest (RFC 6143, section 7.5.3). */
function isUpdateRequest(data: Uint8Array): boolean {
  return data.length === 10 && data[0] === 3 && data[1] === 1
}

/** The bytes' own buffer where they fill it, as they do when the broker sent an exact copy. */
function exactBuffer(bytes: Uint8Array): ArrayBuffer {
  const whole = bytes.byteLength === bytes.buffer.byteLength
  return (whole ? bytes.buffer : bytes.slice().buffer) as ArrayBuffer
}
