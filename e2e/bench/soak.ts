import type { App } from '../fixtures/app.ts'
import { makeHome } from '../fixtures/home.ts'
import { type BenchOptions, median, type Row } from './row.ts'
import { openScreen, startScreenGuest } from './screen-guest.ts'

/** All of the screen, again and again. */
const NOISE = '(while :; do cat /dev/urandom >/dev/fb0; done) 2>/dev/null &'
const SAMPLE_MS = 5_000
/**
 * Minutes in which caches fill. Without a graphics processor Chromium's pool of frames for the canvas
 * (4 MiB each) grows for about four minutes, to some 57 of them, and stays there: measured for 8 min.
 */
const WARM_MINUTES = 5

/** MiB of the app's own processes, by what they are. */
async function memory(app: App): Promise<number> {
  const metrics = await app.electron.evaluate(({ app: main }) => main.getAppMetrics())
  return metrics.reduce((sum, { memory: { workingSetSize } }) => sum + workingSetSize, 0) / 1024
}

/** Memory of the app at the end of ten minutes (quick: one) of full-screen change, over their start. */
export async function benchSoak({ quick }: BenchOptions): Promise<Row[]> {
  const home = await makeHome()
  try {
    const guest = await startScreenGuest(home)
    await guest.run(NOISE)
    const app = await openScreen(home)
    const samples: number[] = []
    const minutes = quick ? 1 : WARM_MINUTES + 10
    for (let count = 0; count < (minutes * 60_000) / SAMPLE_MS; count++) {
      await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS))
      samples.push(await memory(app))
    }
    await app.quit()
    const warm = samples.slice(quick ? 2 : (WARM_MINUTES * 60_000) / SAMPLE_MS)
    const part = Math.ceil(warm.length / 4)
    const [first, last] = [median(warm.slice(0, part)), median(warm.slice(-part))]
    const ratio = last / first
    return [
      {
        ...{ name: 'memory after the soak', value: last, unit: 'MiB', floor: first, ratio },
        ...{ goal: 1.1, ok: ratio <= 1.1 },
      },
    ]
  } finally {
    await home.dispose()
  }
}
