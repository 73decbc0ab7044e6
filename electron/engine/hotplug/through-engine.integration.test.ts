import { mkdir, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { Engine } from '../index.ts'
import { EngineHome, idleGuest, pidOf, viewOf } from '../testing/engine-home.ts'

let home: EngineHome
beforeEach(async () => {
  home = await EngineHome.make()
})
afterEach(() => home.dispose())

function configOf(engine: Engine, id: string): GuestConfig {
  const { config } = viewOf(engine, id)
  if (config === null) throw new Error('broken')
  return config
}

async function usbDisk(id: string): Promise<GuestConfig['disks'][number]> {
  const path = join(home.dir, `${id}.img`)
  await writeFile(path, '')
  await truncate(path, 1024 * 1024)
  return {
    ...{ id, path, format: 'raw', readOnly: false, managed: false, bus: 'usb' },
    ...{ cache: 'writeback', discard: true, aio: 'auto', iothread: false, backing: [] },
  }
}

describe('a person', () => {
  it('changes a machine that is off, and it starts with the changes', async () => {
    const engine = await home.open()
    const { id } = await engine.create(idleGuest())
    const disks = [await usbDisk('stick')]
    const config = { ...configOf(engine, id), cpus: 2, disks }
    expect(await engine.configure(id, { config })).toEqual({
      ...{ applied: ['cpus', 'disks.stick'], pending: [] },
    })
    await engine.start(id)
    expect(viewOf(engine, id).runtime?.config).toMatchObject({ cpus: 2, disks })
  })

  it('changes one that runs: now what can be, the rest at its next start', async () => {
    const first = await home.open()
    const { id } = await first.create(idleGuest())
    await first.start(id)
    const pid = pidOf(viewOf(first, id))
    const disks = [await usbDisk('stick')]
    const nic: GuestConfig['nics'][number] = {
      ...{ id: 'second', mac: '52:54:00:00:00:02', model: 'virtio', connected: true },
      network: { kind: 'isolated' },
    }
    const before = configOf(first, id)
    const config = { ...before, cpus: 2, disks, nics: [...before.nics, nic] }
    expect(await first.configure(id, { config })).toEqual({
      ...{ applied: ['disks.stick', 'nics.second'], pending: ['cpus'] },
    })
    const changed = {
      config,
      runtime: { pid, config: { ...config, cpus: 1 }, connections: { second: { outside: false } } },
    }
    expect(viewOf(first, id)).toMatchObject(changed)
    // Another engine knows it too.
    await home.close(first)
    const second = await home.open()
    expect(viewOf(second, id)).toMatchObject(changed)
    await second.powerOff(id)
    await second.start(id)
    expect(viewOf(second, id)).toMatchObject({ config, runtime: { config } })
  })

  it('saves a machine that gave memory back, and it goes on', async () => {
    const engine = await home.open()
    const { id } = await engine.create(idleGuest({ memoryMiB: 128 }))
    await engine.start(id)
    const config = { ...configOf(engine, id), memoryMiB: 64 }
    expect(await engine.configure(id, { config })).toEqual({ applied: ['memoryMiB'], pending: [] })
    await engine.save(id)
    await engine.start(id)
    expect(viewOf(engine, id)).toMatchObject({ state: 'running', error: null })
    // Its memory is what it was started with: the balloon in it takes the rest.
    expect(viewOf(engine, id).runtime?.config.memoryMiB).toBe(128)
  })

  it('goes back to a snapshot of a machine that gave memory back', async () => {
    const engine = await home.open()
    const disk = { kind: 'new', sizeBytes: 64 * 1024 * 1024 } as const
    const { id } = await engine.create(idleGuest({ memoryMiB: 128, disk }))
    await engine.start(id)
    await engine.configure(id, { config: { ...configOf(engine, id), memoryMiB: 64 } })
    const input = { name: 'small', note: '', memory: true }
    const snapshot = await engine.snapshots.take(id, input)
    await engine.snapshots.revert(id, snapshot.id)
    await engine.powerOff(id)
    await engine.snapshots.revert(id, snapshot.id)
    expect(viewOf(engine, id)).toMatchObject({ state: 'running', error: null })
  })

  it('is told what is wrong, and the machine is as it was', async () => {
    const engine = await home.open()
    const { id } = await engine.create(idleGuest())
    await engine.start(id)
    const before = viewOf(engine, id)
    const config = configOf(engine, id)
    const folder = { ...(await usbDisk('folder')), path: join(home.dir, 'folder') }
    await mkdir(folder.path)
    const attempts: readonly (readonly [GuestConfig, string])[] = [
      [{ ...config, disks: [folder] }, 'DISK_IS_DIRECTORY'],
      [{ ...config, name: 'another' }, 'INVALID_INPUT'],
      [{ ...config, template: true }, 'INVALID_INPUT'],
    ]
    for (const [wrong, code] of attempts) {
      await expect(engine.configure(id, { config: wrong })).rejects.toMatchObject({ code })
    }
    expect(viewOf(engine, id)).toEqual(before)
  })
})
