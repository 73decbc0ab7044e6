import type { Stroke, TextPlan } from './plan-text.ts'

/** ms that QEMU takes to pass on one event of a VNC keyboard (its option key-delay-ms). */
const MS_PER_EVENT = 10
/** ms that may be made up for at once: Chromium wakes a window that is out of sight once a second. */
const MOST_BEHIND_MS = 1500

const wait = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
  })

function press({ code, held }: Stroke, send: (code: string, down: boolean) => void): number {
  if (held !== null) send(held, true)
  send(code, true)
  send(code, false)
  if (held !== null) send(held, false)
  return held === null ? 2 : 4
}

/**
 * Types as fast as QEMU takes it: what comes faster waits there, where it could not be stopped any
 * more, and beyond 1,024 events is lost. Resolves with the number of characters that were typed,
 * when that is all or `signal` says stop; no key is left down.
 */
export async function typeStrokes(
  strokes: TextPlan['strokes'],
  send: (code: string, down: boolean) => void,
  signal: AbortSignal,
  onProgress: (typed: number) => void,
): Promise<number> {
  let due = performance.now()
  for (const [index, character] of strokes.entries()) {
    if (signal.aborted) return index
    let events = 0
    for (const stroke of character) events += press(stroke, send)
    onProgress(index + 1)
    due = Math.max(due, performance.now() - MOST_BEHIND_MS) + events * MS_PER_EVENT
    const ahead = due - performance.now()
    if (ahead > 0) await wait(ahead, signal)
  }
  return strokes.length
}
