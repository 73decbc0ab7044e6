import { commandLineOf } from '../../electron/platform/process-identity.ts'
import { startBare } from './bare-qemu.ts'
import { makeFleet } from './fleet.ts'
import { type BenchOptions, median, type Row } from './row.ts'

const GUESTS = 20

/** Twenty guests started at once until all of them run, over the same twenty QEMUs spawned bare. */
export async function benchConcurrentStarts({ quick }: BenchOptions): Promise<Row[]> {
  const { home, engine, ids, dispose } = await makeFleet(GUESTS)
  try {
    const startAll = async (): Promise<number> => {
      const begin = performance.now()
      await Promise.all(ids.map((id) => engine.start(id)))
      return performance.now() - begin
    }
    const powerOffAll = (): Promise<unknown> => Promise.all(ids.map((id) => engine.powerOff(id)))
    await startAll()
    const argvs = await Promise.all(
      engine.list().map(async ({ id, runtime }) => {
        return { id, argv: await commandLineOf(runtime?.pid ?? 0) }
      }),
    )
    await powerOffAll()
    const bareAll = async (): Promise<number> => {
      const begin = performance.now()
      const started = argvs.map(({ id, argv }) => startBare(home.paths.guest(id), argv))
      const running = await Promise.all(started)
      const ms = performance.now() - begin
      await Promise.all(running.map(({ kill }) => kill()))
      return ms
    }
    await bareAll()
    const engineMs: number[] = []
    const bareMs: number[] = []
    for (let round = 0; round < (quick ? 2 : 7); round++) {
      engineMs.push(await startAll())
      await powerOffAll()
      bareMs.push(await bareAll())
    }
    const [value, floor] = [median(engineMs), median(bareMs)]
    const ratio = value / floor
    const name = `${GUESTS} starts at once`
    return [{ name, value, unit: 'ms', floor, ratio, goal: 1.3, ok: ratio <= 1.3 }]
  } finally {
    await dispose()
  }
}
