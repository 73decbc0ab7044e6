import { type Engine, openEngine } from '../../electron/engine/index.ts'
import { silentLogger } from '../../electron/platform/logger.ts'
import { type Home, makeHome } from '../fixtures/home.ts'

/** Guests with nothing to boot: their firmware looks for a disk for ever. */
export interface Fleet {
  readonly home: Home
  readonly engine: Engine
  readonly ids: readonly string[]
  /** Another engine over the same guests, after the first was closed. */
  readonly reopen: () => Promise<Engine>
  readonly dispose: () => Promise<void>
}

export async function makeFleet(size: number): Promise<Fleet> {
  const home = await makeHome()
  const env = { ...process.env, ...home.env }
  const reopen = (): Promise<Engine> => openEngine({ env, logger: silentLogger })
  const engine = await reopen()
  const ids: string[] = []
  for (let number = 1; number <= size; number++) {
    const guest = { name: `machine-${number}`, memoryMiB: 64, cpus: 1 }
    ids.push((await engine.create({ ...guest, disk: { kind: 'none' } })).id)
  }
  return {
    ...{ home, engine, ids, reopen },
    dispose: async () => {
      await engine.close()
      await home.dispose()
    },
  }
}
