import { afterEach, beforeEach, expect, it } from 'vitest'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { Engine } from '../index.ts'
import { EngineHome, idleGuest, viewOf } from '../testing/engine-home.ts'

let home: EngineHome
let engine: Engine
beforeEach(async () => {
  home = await EngineHome.make()
  engine = await home.open()
})
afterEach(() => home.dispose())

const disk = { kind: 'new', sizeBytes: 16 * 1024 * 1024 } as const
const notes = { group: 'Work', tags: ['a'], notes: 'mine', pinned: true, osName: 'Debian 13' }

function configOf(id: string): GuestConfig {
  const { config } = viewOf(engine, id)
  if (config === null) throw new Error('broken')
  return config
}

it('is beside the state of the guest, and nothing of it waits for the next start', async () => {
  const { id } = await engine.create(idleGuest({ disk }))
  const drafted = configOf(id)
  await engine.start(id)
  await engine.describe(id, notes)
  const { config, runtime } = viewOf(engine, id)
  expect(config).toMatchObject(notes)
  expect(runtime?.config).toEqual(config)
  // A draft from before knows nothing of the notes, and changes none.
  expect(await engine.configure(id, { config: { ...drafted, cpus: 2 }, base: drafted })).toEqual({
    ...{ applied: [], pending: ['cpus'] },
  })
  expect(configOf(id)).toMatchObject({ ...notes, cpus: 2 })
  await engine.save(id)
  await engine.describe(id, { notes: 'while saved' })
  await home.close(engine)
  engine = await home.open()
  expect(viewOf(engine, id)).toMatchObject({ state: 'saved', config: { notes: 'while saved' } })
  await engine.start(id)
  expect(viewOf(engine, id).runtime?.config).toMatchObject({ notes: 'while saved', cpus: 1 })
})

it('stays what it is through a return to a snapshot, and is not in the way of one', async () => {
  const { id } = await engine.create(idleGuest({ disk }))
  await engine.start(id)
  const { id: memory } = await engine.snapshots.take(id, { name: 'a', note: '', memory: true })
  await engine.describe(id, notes)
  expect(await engine.snapshots.revert(id, memory)).toEqual({ hardware: false })
  expect(configOf(id)).toMatchObject(notes)
  await engine.powerOff(id)
  await engine.snapshots.revert(id, memory)
  expect(configOf(id)).toMatchObject(notes)
  await engine.powerOff(id)
  const { id: clone } = await engine.storage.clone(id, { name: 'clone', kind: 'full' })
  expect(configOf(clone)).toMatchObject({ group: 'Work', tags: ['a'], pinned: false })
  const made = await engine.snapshots.newGuest(id, { snapshot: memory, name: 'from' })
  expect(configOf(made.id)).toMatchObject({ group: 'Work', tags: ['a'], pinned: false })
})

it('tells a change of the hardware that was made from an older state', async () => {
  const { id } = await engine.create(idleGuest())
  const base = configOf(id)
  await engine.configure(id, { config: { ...base, cpus: 2 }, base })
  const stale = engine.configure(id, { config: { ...base, memoryMiB: 128 }, base })
  await expect(stale).rejects.toMatchObject({ code: 'GUEST_CHANGED' })
  expect(configOf(id)).toMatchObject({ cpus: 2, memoryMiB: 64 })
  // A name and notes that are new do not make it an older one.
  const now = configOf(id)
  await engine.rename(id, 'renamed')
  await engine.describe(id, { notes: 'new' })
  await engine.configure(id, { config: { ...now, memoryMiB: 128 }, base: now })
  expect(configOf(id)).toMatchObject({ name: 'renamed', notes: 'new', memoryMiB: 128 })
  await expect(
    engine.configure(id, { config: { ...configOf(id), name: 'else' }, base: configOf(id) }),
  ).rejects.toMatchObject({ code: 'INVALID_INPUT' })
})
