import { randomBytes } from 'node:crypto'
import { statSync, watch } from 'node:fs'
import { mkdir, open, readFile, stat, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { mendSnapshots } from './mend-snapshots.ts'
import {
  makeQcow2,
  MIB,
  TestGuest,
  tool,
  verify,
  write,
} from '../storage/test-guest.test-support.ts'
import { TestQemu } from '../storage/test-qemu.test-support.ts'
import { deleteSnapshot } from './delete-snapshot.ts'
import { listSnapshots } from './edit-snapshot.ts'
import { revertSnapshot } from './revert-snapshot.ts'
import { readSnapshots, writeSnapshots } from './snapshots-file.ts'
import { takeSnapshot } from './take-snapshot.ts'

/**
 * A boot sector that counts at 0x9000 for ever: xor ax,ax; mov ds,ax; inc dword [0x9000]; jmp.
 * What the count is tells which moment the memory is of.
 */
const counter = Buffer.alloc(512)
Buffer.from('31c08ed866ff060090ebf9', 'hex').copy(counter)
counter.writeUInt16LE(0xaa55, 510)

let guest: TestGuest
let qemu: TestQemu
beforeEach(async () => {
  guest = await TestGuest.make()
  const disk = makeQcow2(guest.paths.disk('disk0'), '16M')
  const sector = guest.elsewhere('sector')
  await writeFile(sector, counter)
  tool('qemu-io', '-f', 'qcow2', '-c', `write -s ${sector} 0 512`, disk)
  guest.addDisk({ id: 'disk0', path: disk })
  // Stands for UEFI's variables: another image that the guest writes to.
  makeQcow2(guest.paths.nvram, '1M')
  guest.addDisk({ id: 'vars', path: guest.paths.nvram })
})
afterEach(async () => {
  if (guest.run !== null) await qemu.kill(guest)
  await guest.remove()
})

async function count(): Promise<number> {
  const said = await qemu.monitor('xp /1wx 0x9000')
  return Number(said.trim().split(' ').at(-1))
}

const counting = () => vi.waitFor(async () => expect(await count()).toBeGreaterThan(0), 30_000)
const isRunning = async () => (await qemu.qmp.execute('query-status')).running
const take = (memory: boolean, name = 'one') =>
  takeSnapshot(guest.handle(), { name, note: '', memory })
const tagsOf = (path: string): string[] => {
  const info = JSON.parse(tool('qemu-img', 'info', '-U', '--output=json', path)) as {
    snapshots?: { name: string }[]
  }
  return (info.snapshots ?? []).map(({ name }) => name)
}
const images = () => guest.config.disks.map(({ path }) => path)

describe('a snapshot with memory of a machine that runs', () => {
  it('is gone back to: the disks and the memory of one moment', async () => {
    qemu = await TestQemu.start(guest)
    await counting()
    await qemu.writeDisk('disk0', 1, '1M', '64k')
    await qemu.qmp.execute('stop')
    const then = await count()
    const snapshot = await take(true)
    expect(snapshot).toMatchObject({
      ...{ kind: 'memory', parent: null, frozen: false, machineType: 'pc-q35-7.2' },
      qemuVersion: qemu.qmp.version,
    })
    expect(snapshot.memoryBytes).toBeGreaterThan(1024)
    for (const path of images()) expect(tagsOf(path)).toEqual([snapshot.id])
    // The memory is in the disk's image, never in that of the variables.
    const vars = JSON.parse(tool('qemu-img', 'info', '-U', '--output=json', guest.paths.nvram))
    expect(vars).toMatchObject({ snapshots: [{ 'vm-state-size': 0 }] })
    expect(await isRunning()).toBe(false)

    await qemu.qmp.execute('cont')
    await vi.waitFor(async () => expect(await count()).not.toBe(then), 30_000)
    await qemu.writeDisk('disk0', 2, '1M', '64k')
    await qemu.writeDisk('vars', 2, '0', '64k')
    await qemu.qmp.execute('stop')
    expect(await revertSnapshot(guest.handle(), { snapshot: snapshot.id })).toEqual({
      hardware: false,
    })
    expect(await count()).toBe(then)
    expect(await isRunning()).toBe(false)
    await qemu.qmp.execute('cont')
    await vi.waitFor(async () => expect(await count()).not.toBe(then), 30_000)
    // One that runs goes on by itself, from that moment.
    await revertSnapshot(guest.handle(), { snapshot: snapshot.id })
    expect(await isRunning()).toBe(true)
    await qemu.quit(guest)
    verify(guest.paths.disk('disk0'), 1, '1M', '64k')
    verify(guest.paths.nvram, 0, '0', '64k')
    expect(await listSnapshots(guest.paths)).toMatchObject({ current: snapshot.id })
  })

  it('is deleted while it runs, and what came after it is kept', async () => {
    qemu = await TestQemu.start(guest)
    const first = await take(true, 'first')
    const second = await take(false, 'second')
    const third = await take(true, 'third')
    expect(await isRunning()).toBe(true)
    await deleteSnapshot(guest.handle(), { snapshot: second.id })
    expect(await listSnapshots(guest.paths)).toMatchObject({
      current: third.id,
      snapshots: [
        { id: first.id, parent: null },
        { id: third.id, parent: first.id },
      ],
    })
    for (const path of images()) expect(tagsOf(path)).toEqual([first.id, third.id])
    expect(await qemu.qmp.execute('query-jobs')).toEqual([])
  })

  it('leaves nothing where it is cancelled, and the machine runs on', async () => {
    qemu = await TestQemu.start(guest)
    const controller = new AbortController()
    const handle = guest.handle(controller.signal)
    qemu.qmp.onEvent((event) => {
      if (event.event === 'JOB_STATUS_CHANGE' && event.data.status === 'running') {
        controller.abort(new Error('cancelled'))
      }
    })
    const taking = takeSnapshot(handle, { name: 'one', note: '', memory: true })
    await expect(taking).rejects.toThrow('cancelled')
    expect(await isRunning()).toBe(true)
    for (const path of images()) expect(tagsOf(path)).toEqual([])
    expect(await listSnapshots(guest.paths)).toEqual({ snapshots: [], current: null })
  })

  it('is refused with the reason where a disk or a device cannot be saved', async () => {
    const raw = guest.elsewhere('raw')
    tool('qemu-img', 'create', '-q', '-f', 'raw', raw, '1M')
    guest.addDisk({ id: 'disk1', path: raw, format: 'raw' })
    qemu = await TestQemu.start(guest)
    for (const memory of [true, false]) {
      await expect(take(memory)).rejects.toMatchObject({
        code: 'SNAPSHOT_NEEDS_QCOW2',
        params: { path: raw, format: 'raw' },
      })
    }
    await qemu.quit(guest)
    guest.config = { ...guest.config, disks: guest.config.disks.slice(0, 2) }
    qemu = await TestQemu.start(guest, '-device', 'nvme,serial=x')
    await expect(take(true)).rejects.toMatchObject({ code: 'SNAPSHOT_BLOCKED' })
    expect(await listSnapshots(guest.paths)).toEqual({ snapshots: [], current: null })
    expect(await take(false)).toMatchObject({ kind: 'disk' })
  })

  it('whose hardware the machine has no more is refused while it runs', async () => {
    qemu = await TestQemu.start(guest)
    const { id } = await take(true)
    await qemu.quit(guest)
    guest.config = { ...guest.config, memoryMiB: 160 }
    qemu = await TestQemu.start(guest)
    await expect(revertSnapshot(guest.handle(), { snapshot: id })).rejects.toMatchObject({
      code: 'SNAPSHOT_OTHER_HARDWARE',
    })
    expect(await isRunning()).toBe(true)
  })
})

describe('memory that cannot be loaded', () => {
  it('ends the machine, whose disks are then those of the snapshot', async () => {
    write(guest.paths.disk('disk0'), 1, '1M', '64k')
    qemu = await TestQemu.start(guest)
    const { id } = await take(true)
    await qemu.quit(guest)
    write(guest.paths.disk('disk0'), 2, '1M', '64k')
    guest.config = { ...guest.config, memoryMiB: 160 }
    qemu = await TestQemu.start(guest)
    // As if nobody knew that the memory has another size: QEMU finds out in the middle.
    const file = await readSnapshots(guest.paths)
    const wrong = file.snapshots.map((entry) => ({
      ...entry,
      config: { ...entry.config, memoryMiB: 160 },
    }))
    await writeSnapshots(guest.paths, { ...file, snapshots: wrong })
    await expect(revertSnapshot(guest.handle(), { snapshot: id })).rejects.toMatchObject({
      code: 'SNAPSHOT_LOAD_FAILED',
    })
    expect(guest.run).toBeNull()
    await qemu.ended
    verify(guest.paths.disk('disk0'), 1, '1M', '64k')
    expect(await listSnapshots(guest.paths)).toMatchObject({ current: id })
  })
})

describe('a snapshot without memory of a machine that runs', () => {
  it('holds all disks as of one moment, and waits until the machine is off', async () => {
    qemu = await TestQemu.start(guest)
    await qemu.writeDisk('disk0', 1, '1M', '64k')
    await qemu.writeDisk('vars', 1, '0', '64k')
    const { id } = await take(false)
    await qemu.writeDisk('disk0', 2, '1M', '64k')
    await qemu.writeDisk('vars', 2, '0', '64k')
    await expect(revertSnapshot(guest.handle(), { snapshot: id })).rejects.toMatchObject({
      code: 'SNAPSHOT_NEEDS_OFF',
    })
    await qemu.quit(guest)
    await revertSnapshot(guest.handle(), { snapshot: id })
    verify(guest.paths.disk('disk0'), 1, '1M', '64k')
    verify(guest.paths.nvram, 1, '0', '64k')
  })

  it('is of file systems at rest where the agent brings them there', async () => {
    qemu = await TestQemu.start(guest)
    const steps: string[] = []
    const snapshot = await takeSnapshot(
      guest.handle(),
      { name: 'one', note: '', memory: false },
      async (_, work) => {
        steps.push('frozen')
        const value = await work()
        steps.push(tagsOf(guest.paths.disk('disk0')).length === 1 ? 'taken' : 'nothing taken')
        return { value, frozen: true }
      },
    )
    expect(steps).toEqual(['frozen', 'taken'])
    expect(snapshot).toMatchObject({ kind: 'disk', frozen: true })
  })
})

describe('a power cut while a snapshot is taken', () => {
  it('leaves the machine as it was before', async () => {
    write(guest.paths.disk('disk0'), 1, '1M', '1M')
    // Memory that takes its time to be written.
    const memory = guest.elsewhere('memory')
    const file = await open(memory, 'w')
    for (let mib = 0; mib < guest.config.memoryMiB; mib++) await file.write(randomBytes(MIB))
    await file.close()
    const backend = `memory-backend-file,id=m,size=${guest.config.memoryMiB}M,mem-path=${memory}`
    qemu = await TestQemu.start(guest, '-object', backend, '-machine', 'memory-backend=m')
    await counting()
    const earlier = await take(false, 'earlier')
    // Once a part of the memory is written, QEMU is gone without a word.
    const disk = guest.paths.disk('disk0')
    const { size } = await stat(disk)
    const cut = new Promise<void>((resolve) => {
      const watcher = watch(disk, () => {
        if (statSync(disk).size < size + 16 * MIB) return
        watcher.close()
        void qemu.kill(guest).then(resolve)
      })
    })
    await expect(take(true, 'cut')).rejects.toMatchObject({ code: 'QEMU_NO_ANSWER' })
    await cut
    expect((await stat(disk)).size).toBeLessThan(size + guest.config.memoryMiB * MIB)
    // As for an engine that comes later: it knows no more than what was written down.
    await mendSnapshots(guest.handle())
    expect(await listSnapshots(guest.paths)).toMatchObject({
      snapshots: [{ id: earlier.id }],
      current: earlier.id,
    })
    for (const path of images()) expect(tagsOf(path)).toEqual([earlier.id])
    verify(guest.paths.disk('disk0'), 1, '1M', '1M')
    const said = JSON.parse(
      tool('qemu-img', 'check', '-r', 'leaks', '--output=json', guest.paths.disk('disk0')),
    )
    expect(said).toMatchObject({ 'check-errors': 0 })
    expect(said).not.toHaveProperty('corruptions')
    qemu = await TestQemu.start(guest)
    await counting()
    expect((await take(true, 'again')).parent).toBe(earlier.id)
  })

  it('takes half a snapshot out of the images', async () => {
    const id = '11111111-2222-4333-8444-555555555555'
    const file = { schema: 1, snapshots: [], current: null }
    const pending = { action: 'take', snapshot: id, goOn: true }
    await writeFile(guest.paths.snapshotsFile, JSON.stringify({ ...file, pending }))
    tool('qemu-img', 'snapshot', '-c', id, guest.paths.disk('disk0'))
    await mkdir(guest.paths.snapshotTpmDir(id), { recursive: true })
    await mendSnapshots(guest.handle())
    expect(tagsOf(guest.paths.disk('disk0'))).toEqual([])
    expect(JSON.parse(await readFile(guest.paths.snapshotsFile, 'utf8'))).toMatchObject({
      pending: null,
    })
    expect(await guest.files()).toEqual([
      'disk0.qcow2',
      'nvram.qcow2',
      'snapshots',
      'snapshots.json',
    ])
  })

  it('is mended in a machine that runs on, too', async () => {
    qemu = await TestQemu.start(guest)
    const { id } = await take(true)
    const file = { schema: 1, snapshots: [], current: null }
    const pending = { action: 'take', snapshot: id, goOn: true }
    await writeFile(guest.paths.snapshotsFile, JSON.stringify({ ...file, pending }))
    await qemu.qmp.execute('stop')
    await mendSnapshots(guest.handle())
    for (const path of images()) expect(tagsOf(path)).toEqual([])
    expect(await isRunning()).toBe(true)
  })
})

describe('the file of the snapshots', () => {
  it('that is damaged is said and left alone', async () => {
    await writeFile(guest.paths.snapshotsFile, '{"schema": 1, "snap')
    await expect(take(false)).rejects.toMatchObject({ code: 'SNAPSHOTS_UNREADABLE' })
    expect(await readFile(guest.paths.snapshotsFile, 'utf8')).toBe('{"schema": 1, "snap')
  })
})
