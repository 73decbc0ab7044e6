import { setTimeout as delay } from 'node:timers/promises'
import { connectQmp, type QmpClient } from '../qmp/index.ts'

/** QEMU greets at once; one that does not is wedged, or somebody else holds its QMP. */
const GREETING_TIMEOUT_MS = 3_000
const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 10_000

/**
 * Connects to the QMP of a QEMU that runs, again and again until it answers: it may be swapped out,
 * stopped, or only just binding its socket. null once it is not wanted any more. `failed` is called
 * after every attempt in vain.
 */
export async function connectEventually(options: {
  readonly path: string
  readonly wanted: () => boolean
  readonly failed: (error: unknown) => void
}): Promise<QmpClient | null> {
  let pause = FIRST_PAUSE_MS
  while (options.wanted()) {
    try {
      return await connectQmp({ path: options.path, greetingTimeoutMs: GREETING_TIMEOUT_MS })
    } catch (error) {
      if (options.wanted()) options.failed(error)
    }
    await delay(pause, null, { ref: false })
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS)
  }
  return null
}
