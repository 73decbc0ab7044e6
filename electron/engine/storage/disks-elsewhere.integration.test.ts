import { existsSync } from 'node:fs'
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Engine, type MachineDefaults } from '../index.ts'
import { usualDefaults } from '../machine-defaults.ts'
import { EngineHome, eventually, idleGuest, viewOf } from '../testing/engine-home.ts'
import { makeQcow2, MIB, TestGuest, verify, write } from './test-guest.test-support.ts'
import { addNewDisk } from './new-disk.ts'
import { convertDisk } from './convert-disk.ts'
import { importDisk } from './import-disk.ts'

let home: EngineHome
let drive: string
let defaults: MachineDefaults
beforeEach(async () => {
  home = await EngineHome.make()
  drive = join(home.dir, 'drive')
  await mkdir(drive)
  defaults = { ...usualDefaults, disksFolder: drive }
})
afterEach(async () => {
  await chmod(drive, 0o700).catch(() => {})
  await home.dispose()
})

const open = (): Promise<Engine> => home.open({}, () => defaults)
const withDisk = (name = 'tiny') => idleGuest({ name, disk: { kind: 'new', sizeBytes: 16 * MIB } })
const diskOf = (engine: Engine, id: string, index = 0) => {
  const disk = viewOf(engine, id).config?.disks[index]
  if (disk === undefined) throw new Error('no such disk')
  return disk
}

describe('a machine whose disks are kept in another folder', () => {
  it('runs, is saved and found again, has snapshots, and is deleted with its disks', async () => {
    const engine = await open()
    const { id } = await engine.create(withDisk())
    const path = join(drive, `tiny-${id}`, 'disk0.qcow2')
    expect(diskOf(engine, id)).toMatchObject({ path, managed: true })
    await engine.start(id)
    await engine.snapshots.take(id, { name: 'first', note: '', memory: true })
    await engine.save(id)
    await home.close(engine)

    const again = await open()
    expect(viewOf(again, id).state).toBe('saved')
    await again.start(id)
    expect(viewOf(again, id).state).toBe('running')
    await again.powerOff(id)
    // What is not a disk is in the machine's own folder.
    expect(await readdir(join(drive, `tiny-${id}`))).toEqual(['disk0.qcow2'])
    expect((await readdir(home.paths.guest(id).dir)).sort()).toEqual(
      expect.arrayContaining(['guest.json', 'snapshots.json']),
    )

    const preview = await again.deletionPreview(id)
    expect(preview).toMatchObject({ managedDisks: [{ path }], foreignFiles: [] })
    expect(preview.managedDisks[0]?.bytes).toBeGreaterThan(0)
    await again.delete(id, { deleteDisks: true })
    expect(await readdir(drive)).toEqual([])
    expect(existsSync(home.paths.guest(id).dir)).toBe(false)
  })

  it('is cloned there, whole or linked, and from a snapshot', async () => {
    const engine = await open()
    const { id } = await engine.create(withDisk('first'))
    write(diskOf(engine, id).path, 5, '0', '1M')
    await engine.snapshots.take(id, { name: 'first', note: '', memory: false })
    const { snapshots } = await engine.snapshots.list(id)
    const full = await engine.storage.clone(id, { name: 'a/b', kind: 'full' })
    const taken = await engine.snapshots.newGuest(id, {
      ...{ snapshot: snapshots[0]?.id ?? '', name: 'then' },
    })
    await engine.storage.setTemplate(id, true)
    const linked = await engine.storage.clone(id, { name: 'linked', kind: 'linked' })
    for (const [clone, name] of [
      [full, 'a-b'],
      [taken, 'then'],
      [linked, 'linked'],
    ] as const) {
      const { path } = diskOf(engine, clone.id)
      expect(path).toBe(join(drive, `${name}-${clone.id}`, 'disk0.qcow2'))
      verify(path, 5, '0', '1M')
    }
    expect(diskOf(engine, linked.id).backing).toMatchObject([{ path: diskOf(engine, id).path }])
    await expect(engine.delete(id, { deleteDisks: true })).rejects.toMatchObject({
      code: 'GUEST_BUILT_ON',
    })
  })

  it('is not deleted under a linked clone whose file is damaged', async () => {
    const engine = await open()
    const { id } = await engine.create(withDisk('base'))
    await engine.storage.setTemplate(id, true)
    const linked = await engine.storage.clone(id, { name: 'linked', kind: 'linked' })
    await home.close(engine)
    await writeFile(home.paths.guest(linked.id).configFile, '{')
    const again = await open()
    await expect(again.delete(id, { deleteDisks: true })).rejects.toMatchObject({
      code: 'GUEST_BUILT_ON',
    })
  })

  it('stays where it is when another folder is chosen', async () => {
    const engine = await open()
    const { id } = await engine.create(withDisk())
    const { path } = diskOf(engine, id)
    defaults = usualDefaults
    await engine.storage.create(id, { sizeBytes: 16 * MIB })
    expect(diskOf(engine, id, 0).path).toBe(path)
    expect(diskOf(engine, id, 1).path).toBe(home.paths.guest(id).disk('disk1'))
    await engine.delete(id, { deleteDisks: true })
    expect(await readdir(drive)).toEqual([])
  })

  it('leaves its disks to be looked through where they were kept', async () => {
    const engine = await open()
    const { id } = await engine.create(withDisk())
    const { path } = diskOf(engine, id)
    await engine.delete(id, { deleteDisks: false })
    expect(await engine.storage.unused()).toMatchObject([{ path, unfinished: false }])
  })
})

describe('a folder that cannot be used', () => {
  it.each([
    ['gone', () => rm(drive, { recursive: true }), 'DISKS_FOLDER_MISSING'],
    ['closed', () => chmod(drive, 0o500), 'DISKS_FOLDER_NOT_WRITABLE'],
  ])('because it is %s is named, and nothing is made', async (_, spoil, code) => {
    const engine = await open()
    defaults = usualDefaults
    const { id } = await engine.create(withDisk())
    defaults = { ...usualDefaults, disksFolder: drive }
    await spoil()
    const error = { code, params: { path: drive } }
    await expect(engine.create(withDisk())).rejects.toMatchObject(error)
    await expect(engine.storage.create(id, { sizeBytes: MIB })).rejects.toMatchObject(error)
    const clone = engine.storage.clone(id, { name: 'clone', kind: 'full' })
    await expect(clone).rejects.toMatchObject(error)
    expect(engine.list()).toHaveLength(1)
    expect(await engine.storage.folder(drive)).toMatchObject({ writable: false, problem: { code } })
    // A machine without disks needs none.
    await engine.create(idleGuest())
  })

  it('because it is full is named, and left as it was', async () => {
    const bin = join(home.dir, 'bin')
    await mkdir(bin)
    const said = 'Could not resize image: No space left on device'
    const script = `#!/bin/bash\necho "qemu-img: $PWD: ${said}" >&2\nexit 1\n`
    await writeFile(join(bin, 'qemu-img'), script, { mode: 0o755 })
    const engine = await home.open({ PATH: `${bin}:${process.env['PATH']}` }, () => defaults)
    const created = engine.create(withDisk())
    await expect(created).rejects.toMatchObject({ code: 'NO_SPACE' })
    expect(await readdir(drive)).toEqual([])
    expect(engine.list()).toEqual([])
  })

  it('tells its free space where it can be', async () => {
    const engine = await open()
    expect(engine.host().storage.path).toBe(drive)
    defaults = usualDefaults
    await engine.measureStorage()
    expect(engine.host().storage.path).toBe(home.paths.guestsDir)
    const gone = join(home.dir, 'gone')
    defaults = { ...usualDefaults, disksFolder: gone }
    await engine.measureStorage()
    expect(engine.host().storage).toEqual({ path: gone, freeBytes: 0 })
    const found = await engine.storage.folder(drive)
    expect(found).toMatchObject({ path: drive, writable: true, problem: null })
    expect(found.freeBytes).toBeGreaterThan(0)
    expect(await engine.storage.folder(null)).toMatchObject({ path: home.paths.guestsDir })
  })
})

describe('a new disk of a machine that is there', () => {
  let guest: TestGuest
  beforeEach(async () => {
    guest = await TestGuest.make()
    guest.disksFolder = guest.elsewhere('drive')
    await mkdir(guest.disksFolder)
  })
  afterEach(() => guest.remove())
  const folder = (): string => join(guest.elsewhere('drive'), `guest-${guest.id}`)
  const paths = (): string[] => guest.config.disks.map(({ path }) => path)

  it('is made there: empty, copied, moved, linked or converted', async () => {
    await addNewDisk(guest.handle(), { sizeBytes: 16 * MIB })
    for (const how of ['copy', 'move', 'link', 'convert'] as const) {
      const path = makeQcow2(guest.elsewhere(`${how}.qcow2`))
      write(path, 9, '0', '64k')
      await importDisk(guest.handle(), { path, how })
    }
    expect(paths()).toEqual([0, 1, 2, 3, 4].map((n) => join(folder(), `disk${n}.qcow2`)))
    for (const path of paths().slice(1)) verify(path, 9, '0', '64k')
    expect(await guest.files()).toEqual([])
    expect(existsSync(guest.elsewhere('move.qcow2'))).toBe(false)
  })

  it('that is used where it is needs no folder', async () => {
    const path = makeQcow2(guest.elsewhere('mine.qcow2'))
    await importDisk(guest.handle(), { path, how: 'use' })
    expect(paths()).toEqual([path])
    expect(await readdir(guest.elsewhere('drive'))).toEqual([])
  })

  it('leaves no folder behind where it cannot be made', async () => {
    const path = guest.elsewhere('none.qcow2')
    const missing = importDisk(guest.handle(), { path, how: 'copy' })
    await expect(missing).rejects.toMatchObject({ code: 'DISK_MISSING' })
    expect(await readdir(guest.elsewhere('drive'))).toEqual([])
  })

  it('of another format takes the place of the one that was ours, where that was', async () => {
    guest.addDisk({ id: 'disk0', path: makeQcow2(guest.paths.disk('disk0')) })
    const { path } = await convertDisk(guest.handle(), { disk: 'disk0', format: 'raw' })
    expect(path).toBe(guest.paths.disk('disk0', 'raw'))
    await addNewDisk(guest.handle(), { sizeBytes: MIB })
    const moved = await convertDisk(guest.handle(), { disk: 'disk1', format: 'raw' })
    expect(moved.path).toBe(join(folder(), 'disk1.raw'))
    expect(await readdir(folder())).toEqual(['disk1.raw'])
    expect(dirname(path)).toBe(guest.paths.dir)
  })
})

it('settings hold from the next machine on', async () => {
  defaults = {
    ...{ atLogout: 'shutdown', clipboard: 'both', disksFolder: null },
    sound: { device: 'hda-duplex', microphone: true },
  }
  const engine = await open()
  const first = await engine.create(idleGuest())
  defaults = { ...usualDefaults, sound: null }
  const second = await engine.create(idleGuest())
  expect(viewOf(engine, first.id).config).toMatchObject({
    ...{ atLogout: 'shutdown', clipboard: 'both' },
    sound: { device: 'hda-duplex', microphone: true },
  })
  expect(viewOf(engine, second.id).config).toMatchObject({
    ...{ atLogout: 'save', clipboard: 'off', sound: null },
  })
  const { configFile } = home.paths.guest(first.id)
  await eventually(async () => expect(await readFile(configFile, 'utf8')).toContain('hda-duplex'))
})
