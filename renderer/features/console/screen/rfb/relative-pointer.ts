import { pointerEvent } from './messages.ts'

/** On the wire, no movement; QEMU takes a position for the movement from it (ui/vnc.c). */
const STILL = 0x7fff

const clamp = (delta: number): number => Math.max(-STILL, Math.min(STILL, delta))

/**
 * The pointer of a guest whose mouse is relative, such as one without a USB tablet. Absolute
 * positions would be taken for movements, so only the buttons of noVNC's events go through.
 */
export class RelativePointer {
  #buttons = 0
  #restX = 0
  #restY = 0

  /** What goes out for an event of noVNC's; null where nothing has changed. */
  buttons(buttons: number): Uint8Array | null {
    if (buttons === this.#buttons) return null
    this.#buttons = buttons
    return pointerEvent(buttons, STILL, STILL)
  }

  /** A movement in the guest's pixels; fractions are kept for the next. */
  move(dx: number, dy: number): Uint8Array | null {
    this.#restX += dx
    this.#restY += dy
    const [x, y] = [clamp(Math.trunc(this.#restX)), clamp(Math.trunc(this.#restY))]
    if (x === 0 && y === 0) return null
    this.#restX -= x
    this.#restY -= y
    return pointerEvent(this.#buttons, STILL + x, STILL + y)
  }
}
