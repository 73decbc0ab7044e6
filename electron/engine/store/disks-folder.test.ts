import { chmod, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  GUEST_NAME_MAX,
  type GuestConfig,
  guestConfigSchema,
} from '../../../shared/domain/guest-config.ts'
import { type Paths, resolvePaths } from '../../platform/paths.ts'
import type * as disksFolder from './disks-folder.ts'
import {
  disksFolderOf,
  isDisksFolder,
  makeDisksFolder,
  newDisksFolder,
  removeDisksFolder,
  requireFolder,
} from './disks-folder.ts'
import { GuestStore } from './guest-store.ts'

// As it is, but where a test has it fail once.
vi.mock('./disks-folder.ts', async (original) => {
  const real = await original<typeof disksFolder>()
  return { ...real, removeDisksFolder: vi.fn(real.removeDisksFolder) }
})

const ID = '0b5c9c0e-52a3-4c3e-9a0a-0c7c1f1f2d11'

let home: string
let drive: string
let paths: Paths
let store: GuestStore

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'gh-folder-'))
  drive = join(home, 'my drive')
  paths = resolvePaths({ HOME: home })
  store = new GuestStore(paths)
  await mkdir(paths.guestsDir, { recursive: true })
  await mkdir(drive)
})
afterEach(async () => {
  await chmod(drive, 0o700).catch(() => {})
  await rm(home, { recursive: true, force: true })
})

const config = (disks: object[] = [], name = 'Büro 1'): GuestConfig =>
  guestConfigSchema.parse({
    ...{ schema: 2, id: ID, name, memoryMiB: 256, cpus: 1, accelerator: 'auto', disks },
    ...{ cdroms: [], nics: [], serials: [], display: 'vnc', createdAt: 1 },
  })
const diskAt = (path: string, managed = true, id = 'disk0') => ({
  ...{ id, path, format: 'qcow2', readOnly: false, managed },
})
const elsewhere = (): string => newDisksFolder(paths, drive, config())

describe('the name of a folder for disks', () => {
  it('is the name for people with the id for us', () => {
    expect(elsewhere()).toBe(join(drive, `Büro-1-${ID}`))
    expect(newDisksFolder(paths, null, config())).toBe(paths.guest(ID).dir)
    expect(basename(newDisksFolder(paths, drive, config([], '../..')))).toBe(ID)
  })

  it('is one that every file system takes, in the folder that was chosen, whatever the name', () => {
    const anyName = fc.string({ unit: 'grapheme', minLength: 1, maxLength: GUEST_NAME_MAX })
    fc.assert(
      fc.property(anyName, (name) => {
        const folder = newDisksFolder(paths, `${drive}/`, { id: ID, name })
        expect(dirname(folder)).toBe(drive)
        expect(Buffer.byteLength(basename(folder))).toBeLessThanOrEqual(255)
        expect(basename(folder)).toMatch(/^[^-.<>:"/\\|?*\s][^<>:"/\\|?*\s]*$/)
        expect(isDisksFolder(folder, ID)).toBe(true)
      }),
    )
  })

  it('stays as it is for new disks when the machine is renamed', () => {
    const renamed = config([diskAt(join(elsewhere(), 'disk0.qcow2'))], 'other')
    expect(disksFolderOf(paths, drive, renamed)).toBe(elsewhere())
    expect(disksFolderOf(paths, home, renamed)).toBe(join(home, `other-${ID}`))
    expect(disksFolderOf(paths, null, renamed)).toBe(paths.guest(ID).dir)
  })
})

describe('a folder for disks', () => {
  it.each([
    ['is not there', () => rm(drive, { recursive: true }), 'DISKS_FOLDER_MISSING'],
    ['is not writable', () => chmod(drive, 0o500), 'DISKS_FOLDER_NOT_WRITABLE'],
    [
      'is a file',
      async () => {
        await rm(drive, { recursive: true })
        await writeFile(drive, '')
      },
      'DISKS_FOLDER_NOT_A_FOLDER',
    ],
  ])('that %s is refused, and no guest is made', async (_, spoil, code) => {
    await spoil()
    await expect(requireFolder(drive)).rejects.toMatchObject({ code, params: { path: drive } })
    const made = store.create(config([diskAt(join(elsewhere(), 'disk0.qcow2'))]), async () => {})
    await expect(made).rejects.toMatchObject({ code })
    expect(await readdir(paths.guestsDir)).toEqual([])
  })

  it('that is a link is used', async () => {
    const link = join(home, 'link')
    await symlink(drive, link)
    expect(await makeDisksFolder(newDisksFolder(paths, link, config()))).toBe(true)
    expect(await readdir(drive)).toEqual([basename(elsewhere())])
  })
})

describe('a guest whose disks are elsewhere', () => {
  const disk = (): string => join(elsewhere(), 'disk0.qcow2')
  const make = (given = config([diskAt(disk())])): Promise<void> =>
    store.create(given, () => writeFile(disk(), 'made'))

  it('is whole, and is found again', async () => {
    await make()
    expect(await readdir(elsewhere())).toEqual(['disk0.qcow2'])
    expect(await readdir(paths.guest(ID).dir)).toEqual(['guest.json'])
    expect(await store.load()).toMatchObject([{ id: ID, config: { disks: [{ path: disk() }] } }])
  })

  it('leaves nothing where it cannot be made', async () => {
    const made = store.create(config([diskAt(disk())]), async () => {
      await writeFile(disk(), 'half')
      throw new Error('no disk')
    })
    await expect(made).rejects.toThrow('no disk')
    expect(await readdir(drive)).toEqual([])
    expect(await readdir(paths.guestsDir)).toEqual([])
  })

  it('takes nothing of a folder that was there before', async () => {
    await mkdir(elsewhere())
    await writeFile(disk(), 'mine')
    await expect(make()).rejects.toMatchObject({ code: 'DISK_EXISTS' })
    expect(await readdir(elsewhere())).toEqual(['disk0.qcow2'])
  })

  it('leaves nothing after a crash, once its drive is there', async () => {
    await make()
    const { rename } = await import('node:fs/promises')
    await rename(paths.guest(ID).dir, join(paths.guestsDir, `.new-${ID}`))
    await rename(drive, `${drive} away`)
    expect(await store.load()).toEqual([])
    expect(await readdir(paths.guestsDir)).toEqual([`.new-${ID}`])
    await rename(`${drive} away`, drive)
    expect(await store.load()).toEqual([])
    expect(await readdir(paths.guestsDir)).toEqual([])
    expect(await readdir(drive)).toEqual([])
  })

  it('keeps nobody from other machines where what a crash left cannot be removed', async () => {
    const { cp, rename } = await import('node:fs/promises')
    await make()
    const other = ID.replace(/^0b5c/, '1b5c')
    await cp(paths.guest(ID).dir, paths.guest(other).dir, { recursive: true })
    const { configFile } = paths.guest(other)
    await writeFile(configFile, JSON.stringify({ ...config(), id: other }))
    await rename(paths.guest(ID).dir, join(paths.guestsDir, `.new-${ID}`))
    vi.mocked(removeDisksFolder).mockRejectedValueOnce(
      Object.assign(new Error('read-only'), { code: 'EROFS' }),
    )
    expect(await store.load()).toMatchObject([{ id: other }])
    expect(await readdir(paths.guestsDir)).toContain(`.new-${ID}`)
    await store.load()
    expect(await readdir(paths.guestsDir)).toEqual([other])
    expect(await readdir(drive)).toEqual([])
  })

  it('is deleted with its disks and their folder', async () => {
    await make()
    const { owned } = await store.ownedDisks(config([diskAt(disk())]))
    expect(owned).toMatchObject([{ path: disk() }])
    await store.remove(config([diskAt(disk())]), { deleteDisks: true })
    expect(await readdir(drive)).toEqual([])
    expect(await readdir(paths.guestsDir)).toEqual([])
  })

  it('is deleted without them where that was asked', async () => {
    await make()
    await store.remove(config([diskAt(disk())]), { deleteDisks: false })
    expect(await readdir(elsewhere())).toEqual(['disk0.qcow2'])
    expect(await readdir(paths.guest(ID).dir)).toEqual(['guest.json.deleted'])
  })

  it('keeps what somebody else put beside its disks', async () => {
    await make()
    await writeFile(join(elsewhere(), 'letter.txt'), 'mine')
    await store.remove(config([diskAt(disk())]), { deleteDisks: true })
    expect(await readdir(elsewhere())).toEqual(['letter.txt'])
  })

  it('is not deleted with its disks while their drive is away', async () => {
    await make()
    await rm(drive, { recursive: true })
    const away = store.remove(config([diskAt(disk())]), { deleteDisks: true })
    await expect(away).rejects.toMatchObject({ code: 'DISKS_FOLDER_AWAY', params: { path: drive } })
    expect(await store.load()).toMatchObject([{ id: ID, config: { name: 'Büro 1' } }])
    await store.remove(config([diskAt(disk())]), { deleteDisks: false })
    expect(await store.load()).toEqual([])
  })

  it('takes nothing with it of folders that were not made for it', async () => {
    const other = join(drive, 'photos')
    const linked = join(drive, `linked-${ID}`)
    await mkdir(other)
    await symlink(other, linked)
    await writeFile(join(other, 'disk1.qcow2'), 'mine')
    const claimed = config([
      diskAt(disk()),
      diskAt(join(other, 'disk1.qcow2'), true, 'disk1'),
      diskAt(join(linked, 'disk1.qcow2'), true, 'disk2'),
    ])
    await store.create(config([diskAt(disk())]), () => writeFile(disk(), 'made'))
    expect((await store.ownedDisks(claimed)).owned).toMatchObject([{ path: disk() }])
    await store.remove(claimed, { deleteDisks: true })
    expect((await readdir(drive)).sort()).toEqual([`linked-${ID}`, 'photos'])
    expect(await readdir(other)).toEqual(['disk1.qcow2'])
  })
})
