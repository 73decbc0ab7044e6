import { openEngine } from '../../electron/engine/index.ts'
import { silentLogger } from '../../electron/platform/logger.ts'
import { commandLineOf } from '../../electron/platform/process-identity.ts'
import { makeHome } from '../fixtures/home.ts'
import { startBare } from './bare-qemu.ts'
import { type BenchOptions, median, type Row } from './row.ts'

/**
 * From the engine's `start` to a guest that runs, over the same QEMU command line spawned bare
 * until QMP says that it runs. The two take turns, so that a drift of the machine hits both.
 */
export async function benchStart({ quick }: BenchOptions): Promise<Row[]> {
  const home = await makeHome()
  const engine = await openEngine({ env: { ...process.env, ...home.env }, logger: silentLogger })
  try {
    const disk = { kind: 'new', sizeBytes: 1024 ** 3 } as const
    const { id } = await engine.create({ name: 'bench', memoryMiB: 512, cpus: 2, disk })

    const started = async (): Promise<{ ms: number; argv: readonly string[] }> => {
      const begin = performance.now()
      await engine.start(id)
      const ms = performance.now() - begin
      const pid = engine.list()[0]?.runtime?.pid ?? 0
      const argv = await commandLineOf(pid)
      await engine.powerOff(id)
      return { ms, argv }
    }
    const bare = async (argv: readonly string[]): Promise<number> => {
      const { ms, kill } = await startBare(home.paths.guest(id), argv)
      await kill()
      return ms
    }

    const { argv } = await started()
    await bare(argv)
    const engineMs: number[] = []
    const bareMs: number[] = []
    for (let round = 0; round < (quick ? 5 : 25); round++) {
      engineMs.push((await started()).ms)
      bareMs.push(await bare(argv))
    }
    const [value, floor] = [median(engineMs), median(bareMs)]
    const ratio = value / floor
    return [{ name: 'start', value, unit: 'ms', floor, ratio, goal: 1.25, ok: ratio <= 1.25 }]
  } finally {
    await engine.close()
    await home.dispose()
  }
}
