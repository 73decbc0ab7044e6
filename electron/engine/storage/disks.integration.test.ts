import { link, readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkDisk, repairDisk } from './check-image.ts'
import { compactDisk } from './compact-disk.ts'
import { convertDisk } from './convert-disk.ts'
import { describeImage } from './describe-image.ts'
import { exportDisk } from './export-disk.ts'
import { growDisk } from './grow-disk.ts'
import { findQemuImg } from './index.ts'
import { makeQcow2, MIB, TestGuest, tool, verify, write } from './test-guest.test-support.ts'
import { TestQemu } from './test-qemu.test-support.ts'

let guest: TestGuest
let qemu: TestQemu | null = null
beforeEach(async () => {
  guest = await TestGuest.make()
})
afterEach(async () => {
  if (guest.run !== null) await qemu?.kill(guest)
  await guest.remove()
})

function disk0(size = '16M'): string {
  const path = makeQcow2(guest.paths.disk('disk0'), size)
  guest.addDisk({ id: 'disk0', path })
  return path
}

const sizeOf = async (path: string) =>
  (await describeImage({ qemuImg: await findQemuImg(process.env), path })).virtualSizeBytes

describe('a disk is made larger', () => {
  it('while the machine is off, with its snapshots, and never smaller', async () => {
    const path = disk0()
    tool('qemu-img', 'snapshot', '-c', 'before', path)
    await growDisk(guest.handle(), { disk: 'disk0', sizeBytes: 32 * MIB })
    expect(await sizeOf(path)).toBe(32 * MIB)
    tool('qemu-img', 'check', '-q', path)
    const smaller = growDisk(guest.handle(), { disk: 'disk0', sizeBytes: 16 * MIB })
    await expect(smaller).rejects.toMatchObject({
      code: 'DISK_NOT_SMALLER',
      params: { path, bytes: 32 * MIB },
    })
    expect(await sizeOf(path)).toBe(32 * MIB)
  })

  it('while the machine runs, which sees it at once', async () => {
    const path = disk0()
    qemu = await TestQemu.start(guest)
    await growDisk(guest.handle(), { disk: 'disk0', sizeBytes: 24 * MIB })
    const [block] = await qemu.qmp.execute('query-block')
    expect(block?.inserted?.image['virtual-size']).toBe(24 * MIB)
    const smaller = growDisk(guest.handle(), { disk: 'disk0', sizeBytes: 8 * MIB })
    await expect(smaller).rejects.toMatchObject({ code: 'DISK_NOT_SMALLER' })
    await qemu.quit(guest)
    expect(await sizeOf(path)).toBe(24 * MIB)
  })
})

describe('a disk is compacted', () => {
  it('to the space of its content', async () => {
    const path = disk0('64M')
    write(path, 1, '0', '32M')
    write(path, 0, '1M', '31M')
    const { beforeBytes, afterBytes } = await compactDisk(guest.handle(), { disk: 'disk0' })
    expect(beforeBytes).toBeGreaterThan(32 * MIB)
    expect(afterBytes).toBeLessThan(4 * MIB)
    verify(path, 1, '0', '1M')
    verify(path, 0, '1M', '31M')
    expect(guest.progress.at(-1)).toEqual([10_000, 10_000])
    expect(await guest.files()).toEqual(['disk0.qcow2'])
  })

  it('and goes on building on its backing file', async () => {
    const base = makeQcow2(guest.elsewhere('base.qcow2'))
    write(base, 3, '0', '4M')
    const path = makeQcow2(guest.paths.disk('disk0'), '16M', '-b', base, '-F', 'qcow2')
    write(path, 4, '8M', '1M')
    guest.addDisk({ id: 'disk0', path, backing: [{ path: base, format: 'qcow2' }] })
    await compactDisk(guest.handle(), { disk: 'disk0' })
    verify(path, 3, '0', '4M')
    verify(path, 4, '8M', '1M')
    const report = await describeImage({ qemuImg: await findQemuImg(process.env), path })
    expect(report).toMatchObject({ backing: [{ name: base, format: 'qcow2', problem: null }] })
    expect(report.allocatedBytes).toBeLessThan(2 * MIB)
  })

  it('but not where its snapshots would be lost, or others have the file', async () => {
    const path = disk0()
    tool('qemu-img', 'snapshot', '-c', 'mine', path)
    const before = await readFile(path)
    await expect(compactDisk(guest.handle(), { disk: 'disk0' })).rejects.toMatchObject({
      code: 'DISK_HAS_SNAPSHOTS',
      params: { path, count: 1 },
    })
    expect((await readFile(path)).equals(before)).toBe(true)
    tool('qemu-img', 'snapshot', '-d', 'mine', path)
    await link(path, guest.elsewhere('second name'))
    await expect(compactDisk(guest.handle(), { disk: 'disk0' })).rejects.toMatchObject({
      code: 'DISK_NOT_CHANGEABLE',
    })
  })

  it('and is as it was where that is cancelled', async () => {
    const path = disk0('256M')
    write(path, 1, '0', '128M')
    const before = await readFile(path)
    const controller = new AbortController()
    const handle = guest.handle(controller.signal)
    const cancelling = {
      ...handle,
      job: { ...handle.job, progress: () => controller.abort(new Error('cancelled')) },
    }
    await expect(compactDisk(cancelling, { disk: 'disk0' })).rejects.toThrow('cancelled')
    expect((await readFile(path)).equals(before)).toBe(true)
    expect(await guest.files()).toEqual(['disk0.qcow2'])
  })
})

describe('a disk is exported', () => {
  it('to every format, with what it builds on', async () => {
    const base = makeQcow2(guest.elsewhere('base.qcow2'))
    write(base, 5, '0', '1M')
    const path = makeQcow2(guest.paths.disk('disk0'), '16M', '-b', base, '-F', 'qcow2')
    guest.addDisk({ id: 'disk0', path, backing: [{ path: base, format: 'qcow2' }] })
    for (const format of ['qcow2', 'raw', 'vmdk', 'vdi'] as const) {
      const to = guest.elsewhere(`out, with: odd "name".${format}`)
      await exportDisk(guest.handle(), { disk: 'disk0', path: to, format })
      verify(`file:${to}`, 5, '0', '1M', format)
      const report = await describeImage({ qemuImg: await findQemuImg(process.env), path: to })
      expect(report).toMatchObject({ format, virtualSizeBytes: 16 * MIB, backing: [] })
    }
  })

  it('over no file that is there, and not while the machine runs', async () => {
    disk0()
    const to = guest.elsewhere('mine')
    await writeFile(to, 'my own')
    const input = { disk: 'disk0', path: to, format: 'raw' } as const
    await expect(exportDisk(guest.handle(), input)).rejects.toMatchObject({ code: 'DISK_EXISTS' })
    expect(await readFile(to, 'utf8')).toBe('my own')
    qemu = await TestQemu.start(guest)
    await expect(exportDisk(guest.handle(), input)).rejects.toMatchObject({
      code: 'GUEST_WRONG_STATE',
    })
    // Another program's QEMU is found by its locks.
    const { run } = guest
    guest.run = null
    const other = { ...input, path: guest.elsewhere('new') }
    await expect(exportDisk(guest.handle(), other)).rejects.toMatchObject({ code: 'DISK_IN_USE' })
    guest.run = run
  })
})

describe('a disk gets another format', () => {
  it('and the file that Guesthouse made goes, one of the user stays', async () => {
    const mine = guest.elsewhere('mine.raw')
    await writeFile(mine, Buffer.alloc(2 * MIB, 7))
    guest.addDisk({ id: 'disk0', path: mine, format: 'raw', managed: false })
    const { path } = await convertDisk(guest.handle(), { disk: 'disk0', format: 'qcow2' })
    expect(guest.config.disks).toMatchObject([{ path, format: 'qcow2', managed: true }])
    verify(path, 7, '0', '2M')
    expect((await stat(mine)).size).toBe(2 * MIB)
    await convertDisk(guest.handle(), { disk: 'disk0', format: 'raw' })
    expect(await guest.files()).toEqual(['disk0.raw'])
    expect(guest.config.disks).toMatchObject([{ format: 'raw' }])
  })
})

describe('a damaged disk', () => {
  it('is checked and said, and mended only when that is asked for', async () => {
    const path = disk0()
    write(path, 1, '0', '4M')
    expect(await checkDisk(guest.handle(), { disk: 'disk0' })).toMatchObject({ outcome: 'good' })
    // The first block of reference counts: nothing is counted any more.
    const file = await readFile(path)
    const table = Number(file.readBigUInt64BE(48))
    const block = Number(file.readBigUInt64BE(table))
    file.fill(0, block, block + 1024)
    await writeFile(path, file)
    const found = await checkDisk(guest.handle(), { disk: 'disk0' })
    expect(found).toMatchObject({ outcome: 'damaged', corruptionsFixed: 0 })
    expect(found.message).toMatch(/damaged/)
    expect((await readFile(path)).equals(file)).toBe(true)
    const mended = await repairDisk(guest.handle(), { disk: 'disk0', what: 'all' })
    expect(mended).toMatchObject({ outcome: 'good', corruptions: 0 })
    expect(mended.corruptionsFixed).toBeGreaterThan(0)
    verify(path, 1, '0', '4M')
  })

  it('of a format without checks says so, and one that is cut off is refused', async () => {
    const raw = guest.elsewhere('disk.raw')
    await writeFile(raw, Buffer.alloc(MIB))
    guest.addDisk({ id: 'disk1', path: raw, format: 'raw', managed: false })
    expect(await checkDisk(guest.handle(), { disk: 'disk1' })).toMatchObject({
      outcome: 'not-checkable',
    })
    const path = disk0()
    await truncate(path, 300)
    expect(await checkDisk(guest.handle(), { disk: 'disk0' })).toMatchObject({ outcome: 'damaged' })
    await truncate(path, 40)
    await expect(checkDisk(guest.handle(), { disk: 'disk0' })).rejects.toMatchObject({
      code: 'IMAGE_FAILED',
      cause: expect.stringContaining('qemu-img'),
    })
  })
})
