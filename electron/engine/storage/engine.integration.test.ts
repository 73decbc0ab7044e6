import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '../index.ts'
import { EngineHome, idleGuest, viewOf } from '../testing/engine-home.ts'
import { makeQcow2, MIB, verify, write } from './test-guest.test-support.ts'

let home: EngineHome
let engine: Engine
beforeEach(async () => {
  home = await EngineHome.make()
  engine = await home.open()
})
afterEach(() => home.dispose())

const disk = { kind: 'new', sizeBytes: 64 * MIB } as const

describe('a template', () => {
  it('is built on by linked clones that start, and is kept while they need it', async () => {
    const { id } = await engine.create(idleGuest({ name: 'base', disk }))
    const base = home.paths.guest(id).disk('disk0')
    write(base, 1, '0', '1M')
    const linked = { name: 'clone', kind: 'linked' } as const
    await expect(engine.storage.clone(id, linked)).rejects.toMatchObject({ code: 'NOT_A_TEMPLATE' })
    await engine.storage.setTemplate(id, true)
    await expect(engine.start(id)).rejects.toMatchObject({ code: 'GUEST_IS_TEMPLATE' })
    const clone = await engine.storage.clone(id, linked)
    const before = await readFile(base)
    await engine.start(clone.id)
    await engine.storage.grow(clone.id, { disk: 'disk0', sizeBytes: 128 * MIB })
    await engine.powerOff(clone.id)
    verify(home.paths.guest(clone.id).disk('disk0'), 1, '0', '1M')
    expect((await readFile(base)).equals(before)).toBe(true)
    const refused = { code: 'GUEST_BUILT_ON', params: { names: 'clone' } }
    await expect(engine.storage.setTemplate(id, false)).rejects.toMatchObject(refused)
    await expect(engine.storage.compact(id, 'disk0')).rejects.toMatchObject(refused)
    await expect(engine.delete(id, { deleteDisks: true })).rejects.toMatchObject(refused)
    await engine.delete(clone.id, { deleteDisks: true })
    await engine.delete(id, { deleteDisks: true })
    expect(engine.list()).toEqual([])
  })
})

describe('a full clone', () => {
  it('runs beside the machine', async () => {
    const { id } = await engine.create(idleGuest({ disk }))
    const clone = await engine.storage.clone(id, { name: 'copy', kind: 'full' })
    await Promise.all([engine.start(id), engine.start(clone.id)])
    const [one, other] = [id, clone.id].map((each) => viewOf(engine, each).config?.nics[0]?.mac)
    expect(one).not.toBe(other)
    await expect(engine.storage.clone(id, { name: 'x', kind: 'full' })).rejects.toMatchObject({
      code: 'GUEST_WRONG_STATE',
    })
  })
})

describe('an empty disk', () => {
  it('is made in the folder of a machine that runs, which has it at its next start', async () => {
    const { id } = await engine.create(idleGuest({ disk }))
    await engine.start(id)
    const size = { sizeBytes: 32 * MIB }
    expect(await engine.storage.create(id, size)).toEqual({ id: 'disk1' })
    const path = home.paths.guest(id).disk('disk1')
    const { config, runtime } = viewOf(engine, id)
    expect(config?.disks[1]).toMatchObject({ id: 'disk1', path, format: 'qcow2', managed: true })
    expect(runtime?.config.disks).toHaveLength(1)
    expect(await engine.storage.inspect(path)).toMatchObject({ virtualSizeBytes: 32 * MIB })
    await engine.powerOff(id)
    await engine.start(id)
    expect(viewOf(engine, id).runtime?.config.disks).toHaveLength(2)
    await engine.powerOff(id)
    for (let made = 2; made < 16; made++) await engine.storage.create(id, size)
    await expect(engine.storage.create(id, size)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })
})

describe('a disk that names a file nobody chose', () => {
  it('makes no machine, starts none, and does both once that is agreed to', async () => {
    const base = makeQcow2(join(home.dir, 'base.qcow2'))
    const path = makeQcow2(join(home.dir, 'top.qcow2'), '16M', '-b', base, '-F', 'qcow2')
    const existing = { kind: 'existing', path } as const
    await expect(engine.create(idleGuest({ disk: existing }))).rejects.toMatchObject({
      code: 'BACKING_NOT_ACCEPTED',
      params: { path, backing: base },
    })
    expect(engine.list()).toEqual([])
    const agreed = { ...existing, acceptBacking: [base] }
    const { id } = await engine.create(idleGuest({ disk: agreed }))
    await engine.start(id)
    await engine.powerOff(id)
    // Something changes the header behind our back.
    makeQcow2(path, '16M', '-u', '-b', '/etc/passwd', '-F', 'raw')
    await expect(engine.start(id)).rejects.toMatchObject({
      code: 'BACKING_NOT_ACCEPTED',
      params: { path, backing: '/etc/passwd' },
    })
    expect(await engine.storage.inspect(path)).toMatchObject({
      backing: [{ name: '/etc/passwd', format: 'raw', problem: null }],
    })
  })
})

describe('a disk of another machine', () => {
  it('is neither moved away nor built on while that one writes to it', async () => {
    const { id } = await engine.create(idleGuest({ name: 'owner', disk }))
    const other = await engine.create(idleGuest())
    const path = home.paths.guest(id).disk('disk0')
    for (const how of ['move', 'link'] as const) {
      await expect(engine.storage.import(other.id, { path, how })).rejects.toMatchObject({
        code: 'DISK_IN_USE',
        params: { path, holder: 'the machine owner' },
      })
    }
    await engine.storage.import(other.id, { path, how: 'copy' })
    expect(viewOf(engine, other.id).config?.disks).toHaveLength(1)
    expect(engine.jobs.list().map(({ kind, state }) => [kind, state])).toEqual([
      ...[
        ['import', 'failed'],
        ['import', 'failed'],
        ['import', 'done'],
      ],
    ])
  })
})
