import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { guestConfigSchema } from '../../../shared/domain/guest-config.ts'
import { makeQcow2, TestGuest, tool, verify, write } from '../storage/test-guest.test-support.ts'
import { deleteSnapshot } from './delete-snapshot.ts'
import { editSnapshot, listSnapshots } from './edit-snapshot.ts'
import { planFromSnapshot } from './guest-from-snapshot.ts'
import { mendSnapshots } from './mend-snapshots.ts'
import { revertSnapshot } from './revert-snapshot.ts'
import { takeSnapshot } from './take-snapshot.ts'

let guest: TestGuest
let disk: string
const tpmState = () => join(guest.paths.tpmDir, 'tpm2-00.permall')
beforeEach(async () => {
  guest = await TestGuest.make()
  disk = makeQcow2(guest.paths.disk('disk0'))
  guest.addDisk({ id: 'disk0', path: disk })
  makeQcow2(guest.paths.nvram, '1M')
  await mkdir(guest.paths.tpmDir)
  await setAll(1)
  guest.config = { ...guest.config, tpm: true, firmware: { kind: 'uefi', secureBoot: false } }
  await writeFile(guest.paths.nvramOrigin, '{"kind":"plain"}')
})
afterEach(() => guest.remove())

/** Fills all that the guest keeps. */
async function setAll(byte: number): Promise<void> {
  write(disk, byte, '0', '1M')
  write(guest.paths.nvram, byte, '0', '64k')
  await writeFile(tpmState(), Buffer.alloc(64, byte))
  await writeFile(join(guest.paths.tpmDir, '.lock'), '')
}

async function expectAll(byte: number): Promise<void> {
  verify(disk, byte, '0', '1M')
  verify(guest.paths.nvram, byte, '0', '64k')
  expect(await readFile(tpmState())).toEqual(Buffer.alloc(64, byte))
}

const take = (name: string) => takeSnapshot(guest.handle(), { name, note: 'why', memory: true })

describe('snapshots of a machine that is off', () => {
  it('hold its disks, its firmware variables and its TPM, and are gone back to', async () => {
    const first = await take('first')
    expect(first).toMatchObject({ kind: 'off', note: 'why', memoryBytes: 0, machineType: null })
    await setAll(2)
    const second = await take('second')
    await setAll(3)
    await revertSnapshot(guest.handle(), { snapshot: first.id })
    await expectAll(1)
    const third = await take('third')
    await revertSnapshot(guest.handle(), { snapshot: second.id })
    await expectAll(2)
    expect(await listSnapshots(guest.paths)).toMatchObject({
      current: second.id,
      snapshots: [
        { id: first.id, parent: null },
        { id: second.id, parent: first.id },
        { id: third.id, parent: first.id },
      ],
    })
    await deleteSnapshot(guest.handle(), { snapshot: first.id })
    await deleteSnapshot(guest.handle(), { snapshot: second.id })
    await expectAll(2)
    await revertSnapshot(guest.handle(), { snapshot: third.id })
    await expectAll(1)
    await deleteSnapshot(guest.handle(), { snapshot: third.id })
    expect(await listSnapshots(guest.paths)).toEqual({ snapshots: [], current: null })
    expect(await guest.files()).toEqual([
      ...['disk0.qcow2', 'nvram.json', 'nvram.qcow2', 'snapshots', 'snapshots.json', 'tpm'],
    ])
    tool('qemu-img', 'check', '-q', disk)
  })

  it('bring back the hardware of their time, and not the name', async () => {
    const { id } = await take('one')
    const added = makeQcow2(guest.paths.disk('disk1'))
    guest.addDisk({ id: 'disk1', path: added })
    guest.config = { ...guest.config, memoryMiB: 1024, name: 'renamed', autostart: true }
    expect(await revertSnapshot(guest.handle(), { snapshot: id })).toEqual({ hardware: true })
    expect(guest.config).toMatchObject({ memoryMiB: 128, name: 'renamed', autostart: true })
    expect(guest.config.disks.map((entry) => entry.id)).toEqual(['disk0'])
    expect(await guest.files()).toContain('disk1.qcow2')
  })

  it('get other names and notes', async () => {
    const { id } = await take('one')
    await editSnapshot(guest.paths, { snapshot: id, name: 'zwei €', note: '' })
    const { snapshots } = await listSnapshots(guest.paths)
    expect(snapshots).toMatchObject([{ id, name: 'zwei €', note: '' }])
    expect(snapshots[0]).not.toHaveProperty('config')
    const gone = '11111111-2222-4333-8444-555555555555'
    const editing = editSnapshot(guest.paths, { snapshot: gone, name: 'x', note: '' })
    await expect(editing).rejects.toMatchObject({ code: 'SNAPSHOT_NOT_FOUND' })
  })

  it('are taken of all disks or of none', async () => {
    const second = makeQcow2(guest.paths.disk('disk1'))
    guest.addDisk({ id: 'disk1', path: second })
    // Only the first can be opened: of the second the place of its reference counts is made up.
    const damaged = await readFile(second)
    damaged.writeBigUInt64BE(0x1234567n, 48)
    await writeFile(second, damaged)
    await expect(take('one')).rejects.toMatchObject({ code: expect.any(String) })
    expect(tool('qemu-img', 'snapshot', '-l', disk)).toBe('')
    expect(await listSnapshots(guest.paths)).toEqual({ snapshots: [], current: null })
  })

  it('are not gone back to where a disk does not hold them', async () => {
    const { id } = await take('one')
    tool('qemu-img', 'snapshot', '-d', id, guest.paths.nvram)
    await setAll(2)
    await expect(revertSnapshot(guest.handle(), { snapshot: id })).rejects.toMatchObject({
      code: 'SNAPSHOT_INCOMPLETE',
      params: { path: guest.paths.nvram },
    })
    await expectAll(2)
  })

  it('are finished going back to after a power cut', async () => {
    const { id } = await take('one')
    await setAll(2)
    const file = JSON.parse(await readFile(guest.paths.snapshotsFile, 'utf8')) as object
    const pending = { action: 'revert', snapshot: id, goOn: false }
    await writeFile(guest.paths.snapshotsFile, JSON.stringify({ ...file, pending }))
    tool('qemu-img', 'snapshot', '-a', id, disk)
    await mendSnapshots(guest.handle())
    await expectAll(1)
    expect(await listSnapshots(guest.paths)).toMatchObject({ current: id })
  })

  it('are refused of raw disks that it writes to, with the reason', async () => {
    const raw = guest.elsewhere('raw')
    await writeFile(raw, Buffer.alloc(1024 * 1024))
    guest.addDisk({ id: 'disk1', path: raw, format: 'raw' })
    await expect(take('one')).rejects.toMatchObject({
      code: 'SNAPSHOT_NEEDS_QCOW2',
      params: { path: raw, format: 'raw' },
    })
  })

  it('are refused of a disk that builds on what nobody agreed to', async () => {
    await rm(disk)
    makeQcow2(disk, '1M', '-u', '-b', '/etc/passwd', '-F', 'raw')
    await expect(take('one')).rejects.toMatchObject({ code: 'BACKING_NOT_ACCEPTED' })
  })
})

describe('a new machine from a snapshot', () => {
  it('has its disks, variables and TPM, and stands alone', async () => {
    guest.config = guestConfigSchema.parse({
      ...guest.config,
      nics: [{ id: 'net0', mac: '52:54:00:00:00:01' }],
    })
    const { id } = await take('one')
    await setAll(2)
    const { config, fill } = await planFromSnapshot(guest.handle(), { snapshot: id, name: 'new' })
    expect(config).toMatchObject({
      name: 'new',
      tpm: true,
      disks: [{ managed: true, backing: [] }],
    })
    expect(config.id).not.toBe(guest.id)
    expect(config.nics[0]?.mac).not.toBe('52:54:00:00:00:01')
    const { dir, disk: place } = guest.allPaths.guest(config.id)
    expect(config.disks[0]?.path).toBe(place('disk0'))
    await mkdir(dir)
    await fill(dir)
    verify(place('disk0'), 1, '0', '1M')
    verify(join(dir, 'nvram.qcow2'), 1, '0', '64k')
    expect(await readFile(join(dir, 'nvram.json'), 'utf8')).toBe('{"kind":"plain"}')
    expect(await readFile(join(dir, 'tpm', 'tpm2-00.permall'))).toEqual(Buffer.alloc(64, 1))
    expect(tool('qemu-img', 'snapshot', '-l', place('disk0'))).toBe('')
    await expectAll(2)
  })

  it('is refused where a disk is gone', async () => {
    const { id } = await take('one')
    await rm(disk)
    const plan = planFromSnapshot(guest.handle(), { snapshot: id, name: 'new' })
    await expect(plan).rejects.toMatchObject({ params: { path: disk } })
  })
})
