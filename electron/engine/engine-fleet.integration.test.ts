import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isAlive } from '../platform/process-identity.ts'
import type { Engine } from './index.ts'
import {
  EngineHome,
  eventually,
  idleGuest,
  pidOf,
  untilState,
  viewOf,
} from './testing/engine-home.ts'
import { readRunRecord } from './store/run-file.ts'

const GUESTS = 20

let home: EngineHome
let engine: Engine
const ids: string[] = []

beforeEach(async () => {
  home = await EngineHome.make()
  engine = await home.open()
  ids.length = 0
  for (let number = 0; number < GUESTS; number++) {
    ids.push((await engine.create(idleGuest({ name: `machine-${number}` }))).id)
  }
})
afterEach(() => home.dispose())

/** Half of them, drawn anew in each run; a failure names them by their states. */
const drawHalf = (): ReadonlySet<string> =>
  new Set(ids.toSorted(() => Math.random() - 0.5).slice(0, GUESTS / 2))

const pids = (): number[] => ids.map((id) => pidOf(viewOf(engine, id)))

describe('twenty guests', () => {
  it('start at once, and each runs in a process of its own', async () => {
    await Promise.all(ids.map((id) => engine.start(id)))
    expect(engine.list().map(({ state }) => state)).toEqual(ids.map(() => 'running'))
    expect(new Set(pids()).size).toBe(GUESTS)
  })

  it('are killed at random while the app looks, and each is shown as what it is', async () => {
    await Promise.all(ids.map((id) => engine.start(id)))
    const killed = drawHalf()
    for (const id of killed) process.kill(pidOf(viewOf(engine, id)), 'SIGKILL')
    await Promise.all([...killed].map((id) => untilState(engine, id, 'crashed')))
    for (const { id, state } of engine.list()) {
      expect(state).toBe(killed.has(id) ? 'crashed' : 'running')
    }
  })

  it('are killed at random while no app is there, and found again by the next', async () => {
    await Promise.all(ids.map((id) => engine.start(id)))
    const before = pids()
    await home.close(engine)
    const killed = drawHalf()
    for (const id of killed) {
      const record = await readRunRecord(home.paths.guest(id).runFile)
      if (record === null) throw new Error(`no record of ${id}`)
      process.kill(record.process.pid, 'SIGKILL')
      await eventually(() => expect(isAlive(record.process)).toBe(false))
    }
    engine = await home.open()
    for (const [index, id] of ids.entries()) {
      const { state, runtime } = viewOf(engine, id)
      expect(state).toBe(killed.has(id) ? 'crashed' : 'running')
      expect(runtime?.pid).toBe(killed.has(id) ? undefined : before[index])
    }
    await Promise.all([...killed].map((id) => engine.start(id)))
    await Promise.all(ids.map((id) => engine.powerOff(id)))
    expect(await home.guestPids()).toEqual([])
  })
})
