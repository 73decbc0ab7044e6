/** All in device-independent pixels. */
export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export type Size = Pick<Rectangle, 'width' | 'height'>

export const DEFAULT_SIZE: Size = { width: 1200, height: 760 }
export const LEAST_SIZE: Size = { width: 760, height: 520 }
/** Of a guest's own window: a screen of 1024 x 768 with what is around it. */
export const GUEST_SIZE: Size = { width: 1040, height: 880 }
export const LEAST_GUEST_SIZE: Size = { width: 560, height: 400 }

/** Where a window was, and its size when it is not maximized. */
export interface WindowState extends Rectangle {
  readonly maximized: boolean
}

/** null where the content is not of that form. By hand: the window waits for it, not for zod. */
export function parseWindowState(content: unknown): WindowState | null {
  const { x, y, width, height, maximized } = Object(content) as Record<string, unknown>
  const numbers = [x, y, width, height]
  if (!numbers.every(Number.isSafeInteger) || typeof maximized !== 'boolean') return null
  return { x: Number(x), y: Number(y), width: Number(width), height: Number(height), maximized }
}

const clamp = (value: number, least: number, most: number): number =>
  Math.max(least, Math.min(value, Math.max(least, most)))

const shared = (a: Rectangle, b: Rectangle): number =>
  Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)) *
  Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y))

/**
 * Where the window goes: inside the work area of the display that it was mostly on. null where it
 * was on none that is there now: the desktop then places it. Never smaller than `least`.
 */
export function clampToDisplays(
  saved: Rectangle,
  workAreas: readonly Rectangle[],
  least: Size = LEAST_SIZE,
): Rectangle | null {
  let best: Rectangle | null = null
  let most = 0
  for (const area of workAreas) {
    const size = shared(saved, area)
    if (size > most) [best, most] = [area, size]
  }
  if (best === null) return null
  const width = clamp(saved.width, least.width, best.width)
  const height = clamp(saved.height, least.height, best.height)
  return {
    x: clamp(saved.x, best.x, best.x + best.width - width),
    y: clamp(saved.y, best.y, best.y + best.height - height),
    width,
    height,
  }
}
