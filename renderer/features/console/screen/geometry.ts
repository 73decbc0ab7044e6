import type { ScreenMode } from '../../../../shared/domain/settings.ts'

export interface Size {
  readonly width: number
  readonly height: number
}

/** Where the guest's picture goes in its frame, in CSS px. */
export interface Placement extends Size {
  readonly left: number
  readonly top: number
  /** Each of the guest's pixels covers a whole number of the display's: nothing is blurred. */
  readonly crisp: boolean
}

/** Modes of graphics cards are multiples of this wide (VESA CVT). */
const WIDTH_STEP = 8
const LEAST = { width: 320, height: 200 } as const

/**
 * Places a guest's picture. `ratio` is devicePixelRatio: at 1:1 a pixel of the guest is one of the
 * display, however large the window draws its own things. `canResize` false: the guest was asked to
 * take the frame's size and cannot.
 */
export function place(
  mode: ScreenMode,
  frame: Size,
  guest: Size,
  ratio: number,
  canResize: boolean,
): Placement {
  const fit = Math.min((frame.width * ratio) / guest.width, (frame.height * ratio) / guest.height)
  const scale = scaleOf(mode, fit, canResize)
  const width = Math.max(1, Math.round(guest.width * scale))
  const height = Math.max(1, Math.round(guest.height * scale))
  // Whole pixels of the display, or the picture would lie between them.
  const middle = (outer: number, inner: number): number =>
    Math.max(0, Math.round((outer * ratio - inner) / 2)) / ratio
  return {
    width: width / ratio,
    height: height / ratio,
    left: middle(frame.width, width),
    top: middle(frame.height, height),
    crisp: scale >= 0.99 && Math.abs(scale - Math.round(scale)) < 0.01,
  }
}

function scaleOf(mode: ScreenMode, fit: number, canResize: boolean): number {
  if (mode === 'actual') return 1
  // Until the guest has the frame's size it is shown whole.
  if (mode === 'resize' && canResize) return Math.min(1, fit)
  return fit
}

/** The size to ask a guest for so that it fills the frame, in its own pixels. */
export function sizeFor(frame: Size, ratio: number): Size {
  const width = Math.floor((frame.width * ratio) / WIDTH_STEP) * WIDTH_STEP
  const height = Math.floor((frame.height * ratio) / 2) * 2
  return { width: Math.max(LEAST.width, width), height: Math.max(LEAST.height, height) }
}
