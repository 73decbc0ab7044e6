import { readFile, rm, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { Engine } from '../index.ts'
import {
  EngineHome,
  eventually,
  idleGuest,
  pidOf,
  untilState,
  viewOf,
} from '../testing/engine-home.ts'

let home: EngineHome
beforeEach(async () => {
  home = await EngineHome.make()
})
afterEach(() => home.dispose())

const disk = { kind: 'new', sizeBytes: 64 * 1024 ** 2 } as const

async function made(engine: Engine, count: number): Promise<string[]> {
  const ids: string[] = []
  for (let number = 0; number < count; number++) {
    ids.push((await engine.create(idleGuest({ name: `guest ${number}`, disk }))).id)
  }
  return ids
}

/** Changes descriptions as a person with an editor would, while no engine looks. */
async function edited(
  engine: Engine,
  parts: Readonly<Record<string, Partial<GuestConfig>>>,
  env: NodeJS.ProcessEnv = {},
): Promise<Engine> {
  await home.close(engine)
  for (const [id, part] of Object.entries(parts)) {
    const path = home.paths.guest(id).configFile
    const config = JSON.parse(await readFile(path, 'utf8'))
    await writeFile(path, JSON.stringify({ ...config, ...part }))
  }
  return home.open(env)
}

const states = (engine: Engine, ids: readonly string[]) => ids.map((id) => viewOf(engine, id).state)

describe('many guests at once', () => {
  it('are started, saved and shut down, and one that fails stops no other', async () => {
    const engine = await home.open()
    const ids = await made(engine, 4)
    const [a = '', broken = '', c = '', d = ''] = ids
    await rm(home.paths.guest(broken).disk('disk0'))

    const started = await engine.startMany(ids)
    const failed = { id: broken, ok: false, error: { code: 'DISK_MISSING' } }
    expect(started).toMatchObject([{ id: a, ok: true }, failed, { id: c, ok: true }, { id: d }])
    expect(states(engine, ids)).toEqual(['running', 'stopped', 'running', 'running'])

    const unknown = '00000000-0000-4000-8000-000000000000'
    const saved = await engine.saveMany([...ids, unknown])
    expect(saved).toMatchObject([
      { id: a, ok: true },
      { id: broken, ok: false, error: { code: 'GUEST_WRONG_STATE' } },
      { ok: true },
      { ok: true },
      { id: unknown, ok: false, error: { code: 'GUEST_NOT_FOUND' } },
    ])
    expect(states(engine, ids)).toEqual(['saved', 'stopped', 'saved', 'saved'])

    expect(await engine.startMany([a, c])).toEqual([
      { id: a, ok: true },
      { id: c, ok: true },
    ])
    await engine.pause(c)
    expect(await engine.shutdownMany([a, c])).toMatchObject([
      { id: a, ok: true },
      { id: c, ok: false, error: { code: 'GUEST_WRONG_STATE' } },
    ])
    expect(states(engine, [a, c])).toEqual(['stopping', 'paused'])
  })
})

describe('at login', () => {
  it('starts the guests that are to start, those that were saved from where they were', async () => {
    const first = await home.open()
    const [plain = '', saved = '', other = '', template = ''] = await made(first, 4)
    await first.start(saved)
    await first.save(saved)
    const engine = await edited(first, {
      [plain]: { autostart: true },
      [saved]: { autostart: true },
      [template]: { autostart: true, template: true },
    })
    expect(new Set(await engine.autostart())).toEqual(
      new Set([
        { id: plain, ok: true },
        { id: saved, ok: true },
      ]),
    )
    expect(states(engine, [plain, saved, other, template])).toEqual([
      ...['running', 'running', 'stopped', 'stopped'],
    ])
    expect(await engine.autostart()).toEqual([])
    await expect(engine.start(template)).rejects.toMatchObject({ code: 'GUEST_IS_TEMPLATE' })
  })
})

describe('at logout', () => {
  it('saves or leaves what runs, as each policy says, or as is asked for now', async () => {
    const first = await home.open()
    const ids = await made(first, 3)
    const [save = '', leave = '', off = ''] = ids
    const engine = await edited(first, { [leave]: { atLogout: 'leave' } })
    await engine.startMany([save, leave])
    expect(new Set(await engine.leaving.begin({ reason: 'session' }))).toEqual(
      new Set([
        { id: save, outcome: 'saved', error: null },
        { id: leave, outcome: 'left', error: null },
      ]),
    )
    expect(states(engine, ids)).toEqual(['saved', 'running', 'stopped'])
    expect(await engine.leaving.begin({ reason: 'quit', policy: 'save' })).toEqual([
      { id: leave, outcome: 'saved', error: null },
    ])
    expect(states(engine, [leave, off])).toEqual(['saved', 'stopped'])
    expect(await engine.leaving.begin({ reason: 'session' })).toEqual([])
  })
})

describe('a guest that is to be started after a crash', () => {
  const crash = async (engine: Engine, id: string): Promise<void> => {
    const pid = pidOf(viewOf(engine, id))
    process.kill(pid, 'SIGKILL')
    await untilState(engine, id, 'crashed')
  }

  it('is, until it crashes again and again; and not where it was powered off', async () => {
    const first = await home.open()
    const [id = ''] = await made(first, 1)
    const engine = await edited(first, { [id]: { restartAfterCrash: true } })
    await engine.start(id)
    for (let time = 0; time < 3; time++) {
      await crash(engine, id)
      await untilState(engine, id, 'running')
    }
    await crash(engine, id)
    await eventually(() =>
      expect(viewOf(engine, id)).toMatchObject({
        ...{ state: 'crashed', job: null },
        error: { code: 'CRASHES_AGAIN' },
      }),
    )
    // Its user may try again, and has it ended.
    await engine.start(id)
    await engine.powerOff(id)
    expect(viewOf(engine, id)).toMatchObject({ state: 'stopped', error: null })
  })

  it('throws away what it writes again, where it did before', async () => {
    const first = await home.open()
    const [id = ''] = await made(first, 1)
    const engine = await edited(first, { [id]: { restartAfterCrash: true } })
    await engine.start(id, { disposable: true })
    await crash(engine, id)
    expect(await untilState(engine, id, 'running')).toMatchObject({ runtime: { disposable: true } })
  })

  it('is not where nobody asked for it', async () => {
    const engine = await home.open()
    const [id = ''] = await made(engine, 1)
    await engine.start(id)
    await crash(engine, id)
    expect(viewOf(engine, id)).toMatchObject({ state: 'crashed', error: { code: 'QEMU_CRASHED' } })
  })
})
