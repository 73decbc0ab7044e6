import { readdir, readFile, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EngineHome, idleGuest, viewOf } from '../testing/engine-home.ts'

let home: EngineHome
beforeEach(async () => {
  home = await EngineHome.make()
})
afterEach(() => home.dispose())

const disk = { kind: 'new', sizeBytes: 64 * 1024 ** 2 } as const

describe('a guest whose file was damaged', () => {
  it('can be powered off where it runs, and its file is left alone', async () => {
    const first = await home.open()
    const { id } = await first.create(idleGuest({ disk }))
    await first.start(id)
    await home.close(first)
    const { configFile } = home.paths.guest(id)
    await writeFile(configFile, '{"half')
    const engine = await home.open()
    expect(viewOf(engine, id)).toMatchObject({ state: 'broken', actions: ['power-off'] })
    await engine.powerOff(id)
    expect(await home.guestPids()).toEqual([])
    expect(viewOf(engine, id)).toMatchObject({ state: 'broken', actions: [], job: null })
    expect(await readFile(configFile, 'utf8')).toBe('{"half')
    await expect(engine.powerOff(id)).rejects.toMatchObject({ code: 'GUEST_BROKEN' })
  })

  it('keeps the template whose disks its own build on', async () => {
    const first = await home.open()
    const { id } = await first.create(idleGuest({ disk }))
    await first.storage.setTemplate(id, true)
    const clone = await first.storage.clone(id, { kind: 'linked', name: 'clone' })
    await home.close(first)
    await writeFile(home.paths.guest(clone.id).configFile, '{"half')
    const engine = await home.open()
    await expect(engine.delete(id, { deleteDisks: true })).rejects.toMatchObject({
      ...{ code: 'GUEST_BUILT_ON', params: { names: clone.id } },
    })
    expect(await readdir(home.paths.guest(id).dir)).toContain('disk0.qcow2')
    expect(viewOf(engine, id)).toMatchObject({ state: 'stopped', job: null })
  })
})
