/** All in device-independent pixels. */
export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export const DEFAULT_SIZE = { width: 1200, height: 760 } as const
export const LEAST_SIZE = { width: 760, height: 520 } as const

/** The content of window.json. */
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
 * was on none that is there now: the desktop then places it. Never smaller than LEAST_SIZE.
 */
export function clampToDisplays(
  saved: Rectangle,
  workAreas: readonly Rectangle[],
): Rectangle | null {
  let best: Rectangle | null = null
  let most = 0
  for (const area of workAreas) {
    const size = shared(saved, area)
    if (size > most) [best, most] = [area, size]
  }
  if (best === null) return null
  const width = clamp(saved.width, LEAST_SIZE.width, best.width)
  const height = clamp(saved.height, LEAST_SIZE.height, best.height)
  return {
    x: clamp(saved.x, best.x, best.x + best.width - width),
    y: clamp(saved.y, best.y, best.y + best.height - height),
    width,
    height,
  }
}
