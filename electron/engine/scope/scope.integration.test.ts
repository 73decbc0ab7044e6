import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Engine } from '../index.ts'
import { EngineHome, eventually, idleGuest, pidOf, viewOf } from '../testing/engine-home.ts'
import { silentLogger } from '../../platform/logger.ts'
import { placeInScope } from './place-in-scope.ts'
import { userUnitOf } from './scope-unit.ts'
import { FakeManager } from './testing/fake-manager.ts'

let home: EngineHome
let manager: FakeManager | null = null
beforeEach(async () => {
  home = await EngineHome.make()
})
afterEach(async () => {
  await manager?.stop()
  manager = null
  await home.dispose()
})

async function startGuest(part: object = {}): Promise<[Engine, string]> {
  const maker = await home.open()
  const { id } = await maker.create(idleGuest({ name: '-a "guest", x=1' }))
  await home.close(maker)
  const { configFile } = home.paths.guest(id)
  const config = JSON.parse(await readFile(configFile, 'utf8')) as object
  await writeFile(configFile, JSON.stringify({ ...config, nics: [], sound: null, ...part }))
  const engine = await home.open()
  await engine.start(id)
  return [engine, id]
}

it('gives each run a scope of its own, with its limits', async () => {
  manager = await FakeManager.start(home.env)
  const [engine, id] = await startGuest({ limits: { memoryMiB: 512, cpuPercent: 150 } })
  const { run = '' } = viewOf(engine, id).runtime ?? {}
  const own = userUnitOf(await readFile('/proc/self/cgroup', 'utf8'))
  const unit = `app-guesthouse-${run.replaceAll('-', '')}.scope`
  await eventually(() => expect(viewOf(engine, id).runtime?.scope).toBe(unit))
  expect(manager.started).toEqual([
    {
      ...{ unit, mode: 'fail' },
      properties: {
        Description: 'Virtual machine -a "guest", x=1',
        Slice: 'app.slice',
        CollectMode: 'inactive-or-failed',
        PIDs: [pidOf(viewOf(engine, id))],
        ...(own === null ? {} : { Before: [own] }),
        MemoryMax: BigInt(512 * 1024 * 1024),
        CPUQuotaPerSecUSec: 1_500_000n,
      },
    },
  ])
  // A later engine knows of it, once it is recorded.
  const { runFile } = home.paths.guest(id)
  await eventually(async () => expect(await readFile(runFile, 'utf8')).toContain(unit))
  await home.close(engine)
  const next = await home.open()
  await eventually(() => expect(viewOf(next, id).runtime?.scope).toBe(unit))
  expect(manager.started).toHaveLength(1)
})

it('has a scope stopped after the unit of the app', async () => {
  manager = await FakeManager.start(home.env)
  const cgroupFile = join(home.dir, 'cgroup')
  const own = 'app-gnome-guesthouse-4711.scope'
  await writeFile(cgroupFile, `0::/user.slice/user@1000.service/app.slice/${own}\n`)
  const unit = 'app-guesthouse-1.scope'
  const scope = { unit, description: 'a', limits: undefined, pids: [process.pid] }
  const context = { env: home.env, logger: silentLogger, cgroupFile }
  expect(await placeInScope(scope, context)).toBe(unit)
  expect(manager.started[0]?.properties).toMatchObject({ Before: [own] })
})

it.each(['refuses', 'moves nothing'] as const)(
  'runs a guest whose manager %s, and claims no scope',
  async (behaviour) => {
    manager = await FakeManager.start(home.env, behaviour)
    const [engine, id] = await startGuest()
    await eventually(() =>
      expect(home.logged.some((line) => line.startsWith('the guest has no scope'))).toBe(true),
    )
    expect(viewOf(engine, id)).toMatchObject({ state: 'running', error: null })
    expect(viewOf(engine, id).runtime).toMatchObject({ scope: null, notices: [] })
  },
)

it('says nothing where no user manager runs', async () => {
  const [engine, id] = await startGuest()
  await engine.powerOff(id)
  expect(home.logged.filter((line) => line.includes('scope'))).toEqual([])
})
