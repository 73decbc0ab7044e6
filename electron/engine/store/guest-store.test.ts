import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type GuestConfig, guestConfigSchema } from '../../../shared/domain/guest-config.ts'
import { type Paths, resolvePaths } from '../../platform/paths.ts'
import { GuestStore } from './guest-store.ts'

const ID = '0b5c9c0e-52a3-4c3e-9a0a-0c7c1f1f2d11'

let home: string
let paths: Paths
let store: GuestStore

const plain = {
  ...{ schema: 2, id: ID, name: 'tiny', memoryMiB: 256, cpus: 1, accelerator: 'auto' },
  ...{ disks: [], cdroms: [], nics: [], serials: [], display: 'vnc', createdAt: 1 },
}

/** Not checked, so that it may be wrong. */
const config = (more: Readonly<Record<string, unknown>> = {}): GuestConfig => ({
  ...guestConfigSchema.parse(plain),
  ...more,
})

const writeGuest = async (text: string, id = ID): Promise<string> => {
  const { dir, configFile } = paths.guest(id)
  await mkdir(dir, { recursive: true })
  await writeFile(configFile, text)
  return configFile
}

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'gh-store-'))
  paths = resolvePaths({ HOME: home })
  store = new GuestStore(paths)
  await mkdir(paths.guestsDir, { recursive: true })
})
afterEach(() => rm(home, { recursive: true, force: true }))

describe('the store', () => {
  it('gives back what was created, and what was saved over it', async () => {
    await store.create(config(), async () => {})
    expect(await store.load()).toEqual([{ id: ID, config: config(), names: ['guest.json'] }])
    expect(await store.rename(ID, 'other')).toEqual(config({ name: 'other' }))
    expect(await store.load()).toEqual([
      { id: ID, config: config({ name: 'other' }), names: ['guest.json'] },
    ])
    expect(await readdir(paths.guest(ID).dir)).toEqual(['guest.json'])
  })

  it('keeps fields that it does not know', async () => {
    await writeGuest(JSON.stringify({ ...config(), future: { a: [1] }, nics: [] }))
    expect(await store.load()).toMatchObject([{ id: ID, config: { future: { a: [1] } } }])
    await store.rename(ID, 'renamed')
    expect(JSON.parse(await readFile(paths.guest(ID).configFile, 'utf8'))).toMatchObject({
      name: 'renamed',
      future: { a: [1] },
    })
  })

  it('renames the file as it is now, and leaves one alone that was damaged meanwhile', async () => {
    await writeGuest(JSON.stringify(config({ memoryMiB: 512 })))
    expect(await store.rename(ID, 'a')).toEqual(config({ name: 'a', memoryMiB: 512 }))
    const file = await writeGuest('{')
    await expect(store.rename(ID, 'b')).rejects.toMatchObject({ code: 'GUEST_FILE_NOT_JSON' })
    expect(await readFile(file, 'utf8')).toBe('{')
  })

  it('writes over nothing that was edited by hand or damaged since it was read', async () => {
    await store.create(config(), async () => {})
    await store.write(config({ memoryMiB: 512 }), config())
    const edited = config({ memoryMiB: 1024, future: 1 })
    await writeGuest(JSON.stringify(edited))
    const write = store.write(config({ cpus: 2 }), config({ memoryMiB: 512 }))
    await expect(write).rejects.toMatchObject({ code: 'GUEST_FILE_CHANGED', config: edited })
    expect(await store.load()).toEqual([{ id: ID, config: edited, names: ['guest.json'] }])
    const path = await writeGuest('{"half')
    await expect(store.write(config(), edited)).rejects.toMatchObject({
      code: 'GUEST_FILE_NOT_JSON',
    })
    expect(await readFile(path, 'utf8')).toBe('{"half')
  })

  it('waits for nothing where a pipe stands in the place of the file', async () => {
    await mkdir(paths.guest(ID).dir, { recursive: true })
    execFileSync('mkfifo', [paths.guest(ID).configFile])
    expect(await store.load()).toMatchObject([{ id: ID, error: { code: 'GUEST_FILE_NOT_JSON' } }])
  })

  it('finds a guest whose folder was moved and linked', async () => {
    await store.create(config(), async () => {})
    await rename(paths.guest(ID).dir, join(home, 'moved'))
    await symlink(join(home, 'moved'), paths.guest(ID).dir)
    expect(await store.load()).toEqual([{ id: ID, config: config(), names: ['guest.json'] }])
  })

  it('leaves nothing behind where a guest cannot be made', async () => {
    const failing = store.create(config(), async (directory) => {
      await writeFile(join(directory, 'disk0.qcow2'), 'x')
      throw new Error('no disk')
    })
    await expect(failing).rejects.toThrow('no disk')
    expect(await readdir(paths.guestsDir)).toEqual([])
  })

  it('removes what a crash left half-made', async () => {
    await mkdir(join(paths.guestsDir, `.new-${ID}`))
    await writeFile(join(paths.guestsDir, `.new-${ID}`, 'disk0.qcow2'), 'x')
    expect(await store.load()).toEqual([])
    expect(await readdir(paths.guestsDir)).toEqual([])
  })

  it.each([
    ['not JSON', 'hello', 'GUEST_FILE_NOT_JSON'],
    ['empty', '', 'GUEST_FILE_NOT_JSON'],
    ['truncated', JSON.stringify(config()).slice(0, 60), 'GUEST_FILE_NOT_JSON'],
    ['of a newer schema', JSON.stringify({ ...config(), schema: 99 }), 'GUEST_FILE_NEWER'],
    ['null', 'null', 'GUEST_FILE_INVALID'],
    ['without a name', JSON.stringify({ ...config(), name: undefined }), 'GUEST_FILE_INVALID'],
    [
      'with a name of 4,000 characters',
      JSON.stringify(config({ name: 'x'.repeat(4000) })),
      'GUEST_FILE_INVALID',
    ],
    ['with a newline in its name', JSON.stringify(config({ name: 'a\nb' })), 'GUEST_FILE_INVALID'],
    [
      'with a relative disk path',
      JSON.stringify(
        config({
          disks: [{ id: 'disk0', path: '../x', format: 'raw', readOnly: false, managed: false }],
        }),
      ),
      'GUEST_FILE_INVALID',
    ],
    [
      'with the id of another',
      JSON.stringify({ ...config(), id: '11111111-2222-4333-8444-555555555555' }),
      'GUEST_FILE_INVALID',
    ],
    [
      'with one id twice',
      JSON.stringify(config({ serials: [{ id: 'a' }, { id: 'a' }] })),
      'GUEST_FILE_INVALID',
    ],
  ])(
    'lists a guest whose file is %s as broken, and keeps it byte for byte',
    async (_name, text, code) => {
      const file = await writeGuest(text)
      expect(await store.load()).toMatchObject([{ id: ID, error: { code } }])
      expect(await readFile(file, 'utf8')).toBe(text)
    },
  )

  it('lists a folder without its file as broken', async () => {
    await mkdir(paths.guest(ID).dir)
    expect(await store.load()).toMatchObject([{ id: ID, error: { code: 'GUEST_FILE_UNREADABLE' } }])
  })

  it('ignores what is no guest', async () => {
    await mkdir(join(paths.guestsDir, 'lost+found'))
    await writeFile(join(paths.guestsDir, 'README'), 'x')
    expect(await store.load()).toEqual([])
  })
})

it('removes what a crash left half-made, and nothing else', async () => {
  await store.create(config(), async () => {})
  const { dir } = paths.guest(ID)
  await mkdir(join(dir, '.tpm.aB3xYz'))
  await writeFile(join(dir, '.tpm.aB3xYz', 'tpm2-00.permall'), 'x')
  await mkdir(join(dir, '.tpm.mine'))
  await writeFile(join(dir, '.guest.json.4242.0a1b2c3d'), 'x')
  await writeFile(join(dir, '.notes'), 'x')
  await store.load()
  expect((await readdir(dir)).sort()).toEqual(['.notes', '.tpm.mine', 'guest.json'])
})

it('leaves the folder alone of a guest whose file is damaged', async () => {
  await writeGuest('{')
  await mkdir(join(paths.guest(ID).dir, '.tpm.aB3xYz'))
  await store.load()
  expect(await readdir(paths.guest(ID).dir)).toContain('.tpm.aB3xYz')
})

describe('removing a guest', () => {
  const withDisks = (): GuestConfig =>
    config({
      disks: [
        {
          id: 'disk0',
          path: paths.guest(ID).disk('disk0'),
          format: 'qcow2',
          readOnly: false,
          managed: true,
        },
        {
          id: 'disk1',
          path: join(home, 'mine.img'),
          format: 'raw',
          readOnly: false,
          managed: false,
        },
        // A hand-edited file may claim anything; only disks in the guest's own folder are ours.
        {
          id: 'disk2',
          path: join(home, 'claimed.img'),
          format: 'raw',
          readOnly: false,
          managed: true,
        },
      ],
    })
  beforeEach(async () => {
    await writeFile(join(home, 'mine.img'), 'mine')
    await writeFile(join(home, 'claimed.img'), 'mine')
    await store.create(withDisks(), (directory) =>
      writeFile(join(directory, 'disk0.qcow2'), 'made'),
    )
  })

  it('takes the disks that Guesthouse made, and no others', async () => {
    await store.remove(withDisks(), { deleteDisks: true })
    expect(await store.load()).toEqual([])
    expect(await readdir(paths.guestsDir)).toEqual([])
    expect((await readdir(home)).filter((name) => name.endsWith('.img'))).toHaveLength(2)
  })

  it('keeps the disks, with the description beside them, where that was asked', async () => {
    await store.remove(withDisks(), { deleteDisks: false })
    expect(await store.load()).toEqual([])
    expect((await readdir(paths.guest(ID).dir)).sort()).toEqual([
      'disk0.qcow2',
      'guest.json.deleted',
    ])
  })

  it('keeps a disk that another guest uses', async () => {
    const keep = new Set([paths.guest(ID).disk('disk0')])
    await store.remove(withDisks(), { deleteDisks: true, keep })
    expect(await readdir(paths.guest(ID).dir)).toContain('disk0.qcow2')
  })

  it('takes what a crash left of a save and of a write', async () => {
    const { dir, unfinishedState, resumedFile } = paths.guest(ID)
    for (const path of [unfinishedState, resumedFile, join(dir, '.guest.json.4242.0a1b2c3d')]) {
      await writeFile(path, 'x')
    }
    await store.remove(withDisks(), { deleteDisks: true })
    expect(await readdir(paths.guestsDir)).toEqual([])
  })

  it('keeps files that somebody else put into the folder', async () => {
    await writeFile(join(paths.guest(ID).dir, 'notes.txt'), 'x')
    await store.remove(withDisks(), { deleteDisks: true })
    expect(await store.load()).toEqual([])
    expect(await readdir(paths.guest(ID).dir)).toContain('notes.txt')
  })
})
