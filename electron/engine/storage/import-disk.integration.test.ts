import { existsSync } from 'node:fs'
import { chmod, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ImportDisk } from '../../../shared/domain/storage.ts'
import { checkChain } from './backing-chain.ts'
import { imageOf } from './guest-disks.ts'
import { importDisk } from './import-disk.ts'
import { makeQcow2, MIB, TestGuest, tool, verify, write } from './test-guest.test-support.ts'

let guest: TestGuest
beforeEach(async () => {
  guest = await TestGuest.make()
})
afterEach(() => guest.remove())

const add = (input: ImportDisk) => importDisk(guest.handle(), input)

function source(name = 'mine.qcow2'): string {
  const path = makeQcow2(guest.elsewhere(name))
  write(path, 9, '1M', '1M')
  return path
}

describe('an image that the user has', () => {
  it('is used where it is', async () => {
    const path = source()
    const before = await stat(path)
    expect(await add({ path, how: 'use' })).toEqual({ id: 'disk0' })
    expect(guest.config.disks).toMatchObject([{ path, format: 'qcow2', managed: false }])
    expect(await stat(path)).toMatchObject({ ino: before.ino, mode: before.mode, uid: before.uid })
  })

  it('is copied with its snapshots, and stays', async () => {
    const path = source()
    tool('qemu-img', 'snapshot', '-c', 'mine', path)
    const before = await readFile(path)
    await add({ path, how: 'copy' })
    const [disk] = guest.config.disks
    expect(disk).toMatchObject({ path: guest.paths.disk('disk0'), managed: true, backing: [] })
    expect((await readFile(disk?.path ?? '')).equals(before)).toBe(true)
    expect((await stat(disk?.path ?? '')).mode & 0o777).toBe(0o600)
    expect((await readFile(path)).equals(before)).toBe(true)
  })

  it('is copied with its holes where it is raw', async () => {
    const path = guest.elsewhere('sparse.raw')
    tool('qemu-img', 'create', '-q', '-f', 'raw', path, '256M')
    write(path, 2, '100M', '1M', 'raw')
    await add({ path, how: 'copy' })
    const [disk] = guest.config.disks
    expect(disk).toMatchObject({ path: guest.paths.disk('disk0', 'raw'), format: 'raw' })
    verify(disk?.path ?? '', 2, '100M', '1M', 'raw')
    const { blocks, size } = await stat(disk?.path ?? '')
    expect(size).toBe(256 * MIB)
    expect(blocks * 512).toBeLessThan(4 * MIB)
  })

  it('is moved, and comes back where the rest fails', async () => {
    const path = source()
    const failing = { ...guest.handle(), writeConfig: () => Promise.reject(new Error('full')) }
    await expect(importDisk(failing, { path, how: 'move' })).rejects.toThrow('full')
    expect(await guest.files()).toEqual([])
    verify(path, 9, '1M', '1M')
    await add({ path, how: 'move' })
    expect(existsSync(path)).toBe(false)
    expect(await guest.files()).toEqual(['disk0.qcow2'])
    verify(guest.paths.disk('disk0'), 9, '1M', '1M')
  })

  it('that cannot be moved by its name alone stays until the machine has it', async () => {
    const base = source('base.qcow2')
    const path = makeQcow2(guest.elsewhere('top'), '16M', '-b', basename(base), '-F', 'qcow2')
    const input: ImportDisk = { path, how: 'move', acceptBacking: [base] }
    const before = await stat(path)
    const failing = { ...guest.handle(), writeConfig: () => Promise.reject(new Error('full')) }
    await expect(importDisk(failing, input)).rejects.toThrow('full')
    // The very file, and not a copy of the copy.
    expect((await stat(path)).ino).toBe(before.ino)
    expect(await guest.files()).toEqual([])
  })

  it('is not moved out of a folder that may not be changed', async () => {
    const base = source('base.qcow2')
    const path = makeQcow2(guest.elsewhere('top'), '16M', '-b', basename(base), '-F', 'qcow2')
    await chmod(dirname(path), 0o500)
    await expect(add({ path, how: 'move', acceptBacking: [base] })).rejects.toMatchObject({
      code: 'FILE_WRITE_FAILED',
      params: { path },
    })
    await chmod(dirname(path), 0o700)
    expect(await guest.files()).toEqual([])
  })

  it('is not moved through a symbolic link', async () => {
    const path = guest.elsewhere('link')
    await symlink(source(), path)
    await expect(add({ path, how: 'move' })).rejects.toMatchObject({ code: 'DISK_NOT_CHANGEABLE' })
  })

  it('is built upon, and stays as it is', async () => {
    const path = source('with, odd: "name"')
    const before = await readFile(path)
    await add({ path, how: 'link' })
    const [disk] = guest.config.disks
    if (disk === undefined) throw new Error('no disk')
    expect(disk).toMatchObject({ format: 'qcow2', backing: [{ path, format: 'qcow2' }] })
    await checkChain(imageOf(disk))
    verify(disk.path, 9, '1M', '1M')
    write(disk.path, 1, '1M', '1M')
    expect((await readFile(path)).equals(before)).toBe(true)
  })

  it('keeps what it builds on by a relative name, once that was agreed to', async () => {
    const base = source('base.qcow2')
    const path = makeQcow2(guest.elsewhere('top'), '16M', '-b', basename(base), '-F', 'qcow2')
    await expect(add({ path, how: 'move' })).rejects.toMatchObject({
      code: 'BACKING_NOT_ACCEPTED',
      params: { path, backing: base },
    })
    await add({ path, how: 'move', acceptBacking: [base] })
    const [disk] = guest.config.disks
    if (disk === undefined) throw new Error('no disk')
    expect(existsSync(path)).toBe(false)
    await checkChain(imageOf(disk))
    verify(disk.path, 9, '1M', '1M')
  })

  it('of another format is converted, and refused as it is', async () => {
    for (const format of ['vmdk', 'vdi', 'vhdx']) {
      const path = guest.elsewhere(`mine.${format}`)
      tool('qemu-img', 'convert', '-O', format, source(`${format}.qcow2`), path)
      await expect(add({ path, how: 'use' })).rejects.toMatchObject({
        code: 'DISK_NEEDS_CONVERSION',
        params: { path, format },
      })
      const { id } = await add({ path, how: 'convert' })
      verify(guest.paths.disk(id), 9, '1M', '1M')
    }
    expect(guest.config.disks.map(({ id }) => id)).toEqual(['disk0', 'disk1', 'disk2'])
  })

  it('is not converted with files that nobody agreed to', async () => {
    // The text of a VMDK may name any file as its content.
    const secret = guest.elsewhere('secret')
    await writeFile(secret, Buffer.alloc(MIB, 1))
    const path = guest.elsewhere('evil.vmdk')
    const text = [
      ...['# Disk DescriptorFile', 'version=1', 'CID=fffffffe', 'parentCID=ffffffff'],
      ...['createType="monolithicFlat"', `RW 2048 FLAT "${secret}" 0`, ''],
    ]
    await writeFile(path, text.join('\n'))
    await expect(add({ path, how: 'convert' })).rejects.toMatchObject({
      code: 'BACKING_NOT_ACCEPTED',
      params: { path, backing: secret },
    })
    expect(await guest.files()).toEqual([])
    await add({ path, how: 'convert', acceptBacking: [secret] })
    verify(guest.paths.disk('disk0'), 1, '0', '1M')
  })

  it('leaves nothing behind where it is cancelled', async () => {
    const path = makeQcow2(guest.elsewhere('big'), '256M')
    write(path, 1, '0', '64M')
    const controller = new AbortController()
    const handle = guest.handle(controller.signal)
    const job = { ...handle.job, progress: () => controller.abort(new Error('cancelled')) }
    for (const how of ['copy', 'convert'] as const) {
      const adding = importDisk({ ...handle, job }, { path, how })
      await expect(adding).rejects.toThrow('cancelled')
    }
    expect(await guest.files()).toEqual([])
    expect(guest.config.disks).toEqual([])
  })
})
