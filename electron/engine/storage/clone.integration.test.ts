import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type GuestConfig, guestConfigSchema } from '../../../shared/domain/guest-config.ts'
import { checkChain } from './backing-chain.ts'
import { planClone } from './clone-guest.ts'
import { guestsBuiltOn, requireNoneBuiltOn } from './dependants.ts'
import { imageOf } from './guest-disks.ts'
import { makeQcow2, TestGuest, tool, verify, write } from './test-guest.test-support.ts'
import { findUnusedFiles } from './unused-files.ts'

let guest: TestGuest
beforeEach(async () => {
  guest = await TestGuest.make()
  const disk = makeQcow2(guest.paths.disk('disk0'))
  write(disk, 1, '0', '1M')
  guest.addDisk({ id: 'disk0', path: disk })
  guest.config = guestConfigSchema.parse({
    ...guest.config,
    ...{ tpm: true, autostart: true, vsock: { cid: 7 } },
    nics: [{ id: 'net0', mac: '52:54:00:00:00:01' }],
  })
  write(makeQcow2(guest.paths.nvram, '1M'), 2, '0', '64k')
  await mkdir(guest.paths.tpmDir)
  await writeFile(join(guest.paths.tpmDir, 'tpm2-00.permall'), 'sealed')
  await writeFile(join(guest.paths.tpmDir, '.lock'), '')
})
afterEach(() => guest.remove())

async function clone(kind: 'full' | 'linked'): Promise<GuestConfig> {
  const { config, fill } = await planClone(guest.handle(), { name: 'copy', kind })
  // As the store does it: filled under another name.
  const { dir } = guest.allPaths.guest(config.id)
  await mkdir(dir)
  await fill(dir)
  return guestConfigSchema.parse(config)
}

const template = () => {
  guest.config = { ...guest.config, template: true }
}

describe('a full clone', () => {
  it('has all of its own, and what must differ does', async () => {
    const config = await clone('full')
    const paths = guest.allPaths.guest(config.id)
    expect(config).toMatchObject({
      ...{ name: 'copy', template: false, autostart: false, tpm: true },
      disks: [{ path: paths.disk('disk0'), managed: true, backing: [] }],
    })
    expect(config.id).not.toBe(guest.id)
    expect(config.nics[0]?.mac).not.toBe('52:54:00:00:00:01')
    expect(config.vsock?.cid).not.toBe(7)
    verify(paths.disk('disk0'), 1, '0', '1M')
    verify(paths.nvram, 2, '0', '64k')
    expect(await readdir(paths.tpmDir)).toEqual(['tpm2-00.permall'])
    expect(await readFile(join(paths.tpmDir, 'tpm2-00.permall'), 'utf8')).toBe('sealed')
    write(paths.disk('disk0'), 9, '0', '1M')
    verify(guest.paths.disk('disk0'), 1, '0', '1M')
    expect(guestsBuiltOn(guest.config, [guest.config, config])).toEqual([])
  })

  it('stands alone where the machine does not, and leaves the snapshots', async () => {
    const base = makeQcow2(guest.elsewhere('base'))
    write(base, 4, '0', '1M')
    const path = makeQcow2(guest.paths.disk('disk1'), '16M', '-b', base, '-F', 'qcow2')
    guest.addDisk({ id: 'disk1', path, backing: [{ path: base, format: 'qcow2' }] })
    tool('qemu-img', 'snapshot', '-c', 'mine', guest.paths.disk('disk0'))
    const config = await clone('full')
    const [first, second] = config.disks
    if (first === undefined || second === undefined) throw new Error('no disks')
    expect(tool('qemu-img', 'snapshot', '-l', first.path)).toBe('')
    verify(first.path, 1, '0', '1M')
    await checkChain({ ...imageOf(second), backing: [] })
    verify(second.path, 4, '0', '1M')
  })

  it('shares what is only read and is not ours', async () => {
    const path = makeQcow2(guest.elsewhere('shared'))
    guest.addDisk({ id: 'disk1', path, readOnly: true, managed: false })
    const config = await clone('full')
    expect(config.disks[1]).toMatchObject({ path, managed: false })
  })
})

describe('a linked clone', () => {
  it('is made of a template only', async () => {
    await expect(clone('linked')).rejects.toMatchObject({ code: 'NOT_A_TEMPLATE' })
  })

  it('builds on its disks and changes nothing of them', async () => {
    template()
    const before = await readFile(guest.paths.disk('disk0'))
    const config = await clone('linked')
    const [disk] = config.disks
    if (disk === undefined) throw new Error('no disk')
    expect(disk.backing).toEqual([{ path: guest.paths.disk('disk0'), format: 'qcow2' }])
    await checkChain(imageOf(disk))
    expect((await stat(disk.path)).blocks * 512).toBeLessThan(1024 * 1024)
    verify(disk.path, 1, '0', '1M')
    write(disk.path, 9, '0', '1M')
    expect((await readFile(guest.paths.disk('disk0'))).equals(before)).toBe(true)
    verify(guest.allPaths.guest(config.id).nvram, 2, '0', '64k')
  })

  it('keeps its template from being changed, by name', async () => {
    template()
    const config = await clone('linked')
    expect(() => requireNoneBuiltOn(guest.config, [guest.config])).not.toThrow()
    expect(() => requireNoneBuiltOn(guest.config, [guest.config, config])).toThrow(
      expect.objectContaining({ code: 'GUEST_BUILT_ON', params: { names: 'copy' } }),
    )
    expect(guestsBuiltOn(config, [guest.config, config])).toEqual([])
  })
})

describe('files that no machine uses', () => {
  it('are listed, with those of operations that were cut off', async () => {
    const left = makeQcow2(guest.paths.disk('disk7'))
    const part = join(guest.paths.dir, '.disk0.qcow2.12345678.part')
    await writeFile(part, '')
    await writeFile(join(guest.paths.dir, 'notes.txt'), 'mine')
    const found = await findUnusedFiles(guest.allPaths, [guest.config])
    expect(found.map(({ path, unfinished }) => [path, unfinished])).toEqual([
      [left, false],
      [part, true],
    ])
  })
})
