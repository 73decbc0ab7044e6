import { existsSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LogoutPolicy } from '../../../shared/domain/guest-config.ts'
import type { LeavingState, LeavingView } from '../../../shared/domain/leaving.ts'
import type { Engine } from '../index.ts'
import { EngineHome, eventually, idleGuest, untilState, viewOf } from '../testing/engine-home.ts'
import { PrivateLogin1 } from './testing/private-login1.ts'

const MIB = 1024 ** 2

let home: EngineHome
let login1: PrivateLogin1
beforeEach(async () => {
  home = await EngineHome.make()
  login1 = await PrivateLogin1.start()
})
afterEach(async () => {
  await home.dispose()
  await login1.stop()
})

/** A guest that runs and is left so. */
async function running(engine: Engine, name: string, atLogout: LogoutPolicy): Promise<string> {
  const disk = { kind: 'new', sizeBytes: 64 * MIB } as const
  const { id } = await engine.create(idleGuest({ name, disk }))
  const { config } = viewOf(engine, id)
  if (config === null) throw new Error('broken')
  await engine.configure(id, { config: { ...config, atLogout } })
  await engine.start(id)
  return id
}

/** What is told of each guest, and what locks are held at that time. */
function record(engine: Engine) {
  const told: (LeavingView | null)[] = []
  const locksThen: number[] = []
  engine.leaving.onChange((view) => {
    told.push(view)
    locksThen.push(login1.locks.length)
  })
  const stepsOf = (id: string): LeavingState[] =>
    told
      .flatMap((view) => view?.guests.filter((guest) => guest.id === id) ?? [])
      .map(({ state }) => state)
      .filter((state, index, all) => state !== all[index - 1])
  return { told, locksThen, stepsOf }
}

describe('a computer that is about to shut down', () => {
  it('waits until each guest is left as its policy says, and is told of each step', async () => {
    const engine = await home.open(login1.env)
    const saved = await running(engine, 'saved', 'save')
    const left = await running(engine, 'left', 'leave')
    const { told, locksThen, stepsOf } = record(engine)
    await eventually(() => expect(login1.locks).toMatchObject([{ lock: 'taken' }]))
    // Nothing tells from outside that it is heard by now; once it is, all but the first do nothing.
    await eventually(() => {
      login1.announce({ about: 'shutdown', before: true })
      expect(told).not.toEqual([])
    })
    await eventually(() => expect(login1.locks.at(-1)).toMatchObject({ lock: 'released' }))
    expect(stepsOf(saved)).toEqual(['waiting', 'saving', 'saved'])
    expect(stepsOf(left).at(-1)).toBe('left')
    expect([viewOf(engine, saved).state, viewOf(engine, left).state]).toEqual(['saved', 'running'])
    // No step came after the lock was let go.
    expect(new Set(locksThen)).toEqual(new Set([1]))
    expect(engine.leaving.view()).toMatchObject({ reason: 'shutdown' })

    login1.announce({ about: 'shutdown', before: false })
    await eventually(() => expect(engine.leaving.view()).toBeNull())
    // What still runs is waited for again.
    await eventually(() => expect(login1.locks.at(-1)).toMatchObject({ lock: 'taken' }))
  })
})

describe('leaving that is stopped', () => {
  it('undoes a save: the guest goes on, and nothing of it is on the disk', async () => {
    const engine = await home.open()
    const id = await running(engine, 'saving', 'save')
    const results = engine.leaving.begin({ reason: 'session' })
    await untilState(engine, id, 'saving')
    engine.leaving.stop()
    expect(await results).toMatchObject([{ id, outcome: 'left', error: { code: 'JOB_CANCELLED' } }])
    expect(viewOf(engine, id)).toMatchObject({ state: 'running', error: null })
    expect(engine.jobs.list()).toMatchObject([{ kind: 'save', state: 'cancelled' }])
    const { savedFile, savedState, unfinishedState } = home.paths.guest(id)
    expect([savedFile, savedState, unfinishedState].filter(existsSync)).toEqual([])
    expect(engine.leaving.view()).toBeNull()
  })

  it('waits for no guest that does not shut down', async () => {
    const engine = await home.open()
    const id = await running(engine, 'deaf', 'shutdown')
    const results = engine.leaving.begin({ reason: 'session' })
    await untilState(engine, id, 'stopping')
    engine.leaving.stop()
    expect(await results).toMatchObject([{ outcome: 'left' }])
  })
})
