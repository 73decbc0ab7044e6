import { setTimeout as delay } from 'node:timers/promises'
import { type App, launchApp } from '../fixtures/app.ts'
import { type Fleet, makeFleet } from './fleet.ts'
import { memoryMiB, processorMs, processTree } from './process-tree.ts'
import { type BenchOptions, median, type Row } from './row.ts'

const GUESTS = 20
const MEMORY_GOAL_MIB = 1
const CPU_GOAL_PERCENT = 0.3
/** ms; what a start leaves to be done is over by then. */
const SETTLE_MS = 15_000

/** Opens the app over guests that run already, and waits until it has come to rest. */
async function openAtRest({ home }: Fleet): Promise<App> {
  const app = await launchApp(home)
  await app.window.getByText(`machine-${GUESTS}`).first().waitFor()
  await delay(SETTLE_MS)
  return app
}

/** What the app itself costs while guests run that nobody looks at; QEMU's own cost is not in it. */
export async function benchAppCost({ quick }: BenchOptions): Promise<Row[]> {
  const fleet = await makeFleet(GUESTS)
  const { engine, ids } = fleet
  try {
    const [first = '', ...others] = ids
    const memory = async (): Promise<number> => {
      const sizes: number[] = []
      for (let round = 0; round < (quick ? 1 : 3); round++) {
        const app = await openAtRest(fleet)
        sizes.push(await memoryMiB(await processTree(app.pid)))
        await app.quit()
      }
      return median(sizes)
    }
    await engine.start(first)
    await engine.close()
    const one = await memory()
    const again = await fleet.reopen()
    for (const id of others) await again.start(id)
    await again.close()
    const all = await memory()
    const perGuest = (all - one) / (GUESTS - 1)

    const app = await openAtRest(fleet)
    const spanMs = quick ? 10_000 : 60_000
    const before = await processorMs(await processTree(app.pid))
    await delay(spanMs)
    const used = (await processorMs(await processTree(app.pid))) - before
    await app.quit()
    const percent = (used / spanMs) * 100
    const alone = { floor: null, ratio: null }
    return [
      {
        ...{ name: 'memory of the app per guest', value: perGuest, unit: 'MiB', ...alone },
        ...{ goal: MEMORY_GOAL_MIB, ok: perGuest <= MEMORY_GOAL_MIB },
      },
      {
        ...{ name: `CPU of the app, ${GUESTS} idle guests`, value: percent, unit: '%', ...alone },
        ...{ goal: CPU_GOAL_PERCENT, ok: percent <= CPU_GOAL_PERCENT },
      },
    ]
  } finally {
    await fleet.dispose()
  }
}
