import { setTimeout as delay } from 'node:timers/promises'

/** ms between two looks at how far a save or restore is; nothing tells of that by itself. */
const LOOK_EVERY_MS = 200

/** Looks again and again until the work has settled; the work's own outcome. */
export async function watched<T>(work: Promise<T>, look: () => Promise<void>): Promise<T> {
  const stop = new AbortController()
  const watching = (async () => {
    while (!stop.signal.aborted) {
      await delay(LOOK_EVERY_MS, null, { signal: stop.signal })
      await look()
    }
    // What cannot be looked at is not worth failing for.
  })().catch(() => {})
  try {
    return await work
  } finally {
    stop.abort()
    await watching
  }
}
