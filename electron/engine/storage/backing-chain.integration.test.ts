import { execFileSync } from 'node:child_process'
import { mkdir, open, readFile, symlink, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { adoptDisk } from './adopt-disk.ts'
import { checkChain, findBacking, type ImageFile } from './backing-chain.ts'
import { findQemuImg } from './index.ts'
import { backingPath, readQcow2Header } from './qcow2-header.ts'
import { makeQcow2, TestGuest } from './test-guest.test-support.ts'

let guest: TestGuest
beforeEach(async () => {
  guest = await TestGuest.make()
})
afterEach(() => guest.remove())

const alone = (path: string): ImageFile => ({ path, format: 'qcow2', backing: [] })

/** Sets a bit of the incompatible features, as QEMU would (docs/interop/qcow2.txt, byte 72). */
async function setFeature(path: string, bit: number): Promise<void> {
  const file = await open(path, 'r+')
  const field = Buffer.alloc(8)
  await file.read(field, 0, 8, 72)
  field.writeBigUInt64BE(field.readBigUInt64BE(0) | (1n << BigInt(bit)))
  await file.write(field, 0, 8, 72)
  await file.close()
}

describe('a disk whose header names /etc/passwd', () => {
  const evil = (): string =>
    makeQcow2(guest.elsewhere('evil.qcow2'), '1M', '-u', '-b', '/etc/passwd', '-F', 'raw')

  it('is refused by name, and what it names is not opened', async () => {
    const path = evil()
    await expect(checkChain(alone(path))).rejects.toMatchObject({
      code: 'BACKING_NOT_ACCEPTED',
      params: { path, backing: '/etc/passwd' },
    })
    // A relative name that leads out of the folder comes to the same.
    const name = '../../../../../../etc/passwd'
    const relative = makeQcow2(guest.elsewhere('r.qcow2'), '1M', '-u', '-b', name, '-F', 'raw')
    await expect(checkChain(alone(relative))).rejects.toMatchObject({
      params: { backing: '/etc/passwd' },
    })
  })

  it('is shown and asked about when it is added, and taken when it is agreed to', async () => {
    const path = evil()
    const qemuImg = await findQemuImg(process.env)
    await expect(adoptDisk({ qemuImg, path })).rejects.toMatchObject({
      code: 'BACKING_NOT_ACCEPTED',
      params: { path, backing: '/etc/passwd' },
    })
    const other = adoptDisk({ qemuImg, path, acceptBacking: ['/etc/hostname'] })
    await expect(other).rejects.toMatchObject({ code: 'BACKING_NOT_ACCEPTED' })
    expect(await adoptDisk({ qemuImg, path, acceptBacking: ['/etc/passwd'] })).toEqual({
      format: 'qcow2',
      backing: [{ path: '/etc/passwd', format: 'raw' }],
    })
  })
})

describe('the chain below a disk', () => {
  it('is what the description says, by any name of the file', async () => {
    const base = makeQcow2(guest.elsewhere('base.qcow2'), '1M')
    await symlink(base, guest.elsewhere('link.qcow2'))
    const middle = makeQcow2(guest.elsewhere('middle'), '1M', '-b', 'link.qcow2', '-F', 'qcow2')
    const top = makeQcow2(guest.elsewhere('top'), '1M', '-b', middle, '-F', 'qcow2')
    const chain = [
      { path: middle, format: 'qcow2' as const },
      { path: base, format: 'qcow2' as const },
    ]
    await checkChain({ ...alone(top), backing: chain })
    expect(await findBacking(top)).toMatchObject([
      { name: middle, format: 'qcow2', problem: null },
      { name: guest.elsewhere('link.qcow2'), format: 'qcow2', problem: null },
    ])
    const short = checkChain({ ...alone(top), backing: chain.slice(0, 1) })
    await expect(short).rejects.toMatchObject({ code: 'BACKING_NOT_ACCEPTED' })
    const changed = checkChain({ ...alone(base), backing: chain.slice(0, 1) })
    await expect(changed).rejects.toMatchObject({ code: 'BACKING_CHANGED' })
  })

  it('is told to be incomplete', async () => {
    const gone = guest.elsewhere('gone.qcow2')
    const path = makeQcow2(guest.elsewhere('top'), '1M', '-u', '-b', gone, '-F', 'qcow2')
    const image = { ...alone(path), backing: [{ path: gone, format: 'qcow2' as const }] }
    await expect(checkChain(image)).rejects.toMatchObject({
      code: 'BACKING_MISSING',
      params: { path, backing: gone },
    })
    expect(await findBacking(path)).toMatchObject([{ name: gone, problem: 'missing' }])
  })

  it('is not followed where it leads to no file or in a circle', async () => {
    const fifo = guest.elsewhere('fifo')
    execFileSync('mkfifo', [fifo])
    await mkdir(guest.elsewhere('folder'))
    for (const name of [fifo, guest.elsewhere('folder'), 'nbd:unix:/x', 'json:{"driver":"raw"}']) {
      const path = makeQcow2(guest.elsewhere('top'), '1M', '-u', '-b', name, '-F', 'raw')
      expect(await findBacking(path)).toEqual([{ name, format: 'raw', problem: 'not-a-file' }])
      await expect(checkChain(alone(path))).rejects.toMatchObject({ params: { backing: name } })
    }
    const loop = guest.elsewhere('loop')
    const back = makeQcow2(guest.elsewhere('back'), '1M', '-u', '-b', loop, '-F', 'qcow2')
    makeQcow2(loop, '1M', '-u', '-b', back, '-F', 'qcow2')
    await expect(findBacking(loop)).rejects.toMatchObject({ code: 'DISK_FORMAT_UNKNOWN' })
  })
})

describe('a header', () => {
  it('tells damage, and what we cannot open', async () => {
    const path = guest.elsewhere('disk')
    const codes = { 1: 'DISK_CORRUPT', 2: 'DISK_HAS_DATA_FILE', 40: 'DISK_FORMAT_UNKNOWN' }
    for (const [bit, code] of Object.entries(codes)) {
      makeQcow2(path, '1M')
      await setFeature(path, Number(bit))
      const before = await readFile(path)
      await expect(checkChain(alone(path))).rejects.toMatchObject({ code, params: { path } })
      expect((await readFile(path)).equals(before)).toBe(true)
    }
    makeQcow2(path, '1M')
    await setFeature(path, 0)
    await checkChain(alone(path))
    expect(await readQcow2Header(path)).toMatchObject({ dirty: true, corrupt: false, version: 3 })
  })

  it('of version 2 is read as QEMU writes it, and encryption is told', async () => {
    const old = makeQcow2(guest.elsewhere('old'), '2M', '-o', 'compat=0.10')
    expect(await readQcow2Header(old)).toMatchObject({
      ...{ version: 2, virtualSizeBytes: 2 * 1024 * 1024, backingName: null, encrypted: false },
    })
    const path = makeQcow2(guest.elsewhere('encrypted'), '1M')
    const file = await open(path, 'r+')
    // crypt_method: LUKS. A real one takes a minute of key derivation to make.
    await file.write(Buffer.from([0, 0, 0, 2]), 0, 4, 32)
    await file.close()
    await expect(checkChain(alone(path))).rejects.toMatchObject({ code: 'DISK_ENCRYPTED' })
  })

  it('that is cut off or made up is refused, and a file without one is none', async () => {
    const path = guest.elsewhere('disk')
    await writeFile(path, Buffer.from('514649fb00000003', 'hex'))
    await expect(checkChain(alone(path))).rejects.toMatchObject({ code: 'DISK_FORMAT_UNKNOWN' })
    const made = Buffer.alloc(104)
    made.writeUInt32BE(0x514649fb, 0)
    made.writeUInt32BE(3, 4)
    made.writeBigUInt64BE(64n, 8)
    made.writeUInt32BE(0xffffffff, 16)
    await writeFile(path, made)
    await expect(checkChain(alone(path))).rejects.toMatchObject({ code: 'DISK_FORMAT_UNKNOWN' })
    for (const content of ['', 'x', 'text that is no image']) {
      await writeFile(path, content)
      expect(await readQcow2Header(path)).toBeNull()
      await expect(checkChain(alone(path))).rejects.toMatchObject({ code: 'DISK_FORMAT_UNKNOWN' })
    }
  })
})

describe('the name of a backing file', () => {
  it('is a path as QEMU reads it', () => {
    expect(backingPath('/a/top', 'base')).toBe('/a/base')
    expect(backingPath('/a/top', '../b:c')).toBe('/b:c')
    expect(backingPath('/a/top', '/x:y')).toBe('/x:y')
    expect(backingPath('/a/top', 'file:base')).toBe('/a/base')
    expect(backingPath('/a/top', 'nbd:unix:/s')).toBeNull()
    expect(backingPath('/a/top', 'json:{}')).toBeNull()
  })
})
