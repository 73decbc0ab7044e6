import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ownAccount, ownFiles } from '../account/index.ts'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import { guestConfigSchema } from '../../../shared/domain/guest-config.ts'
import { silentLogger } from '../../platform/logger.ts'
import { resolvePaths } from '../../platform/paths.ts'
import { JobList } from '../jobs/job-list.ts'
import { GuestStore } from '../store/guest-store.ts'
import type { GuestHandle } from './guest-handle.ts'
import { Guest } from './guest.ts'
import { Launches } from './launches.ts'

const ID = '0b5c9c0e-52a3-4c3e-9a0a-0c7c1f1f2d11'
const config = guestConfigSchema.parse({
  ...{ schema: 2, id: ID, name: 'tiny', memoryMiB: 256, cpus: 1, accelerator: 'auto' },
  ...{ disks: [], cdroms: [], nics: [], serials: [], display: 'vnc', createdAt: 1 },
})

let home: string
let file: string
let guest: Guest
let store: GuestStore

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'gh-describe-'))
  const paths = resolvePaths({ HOME: home, XDG_RUNTIME_DIR: join(home, 'run') })
  await mkdir(paths.guestsDir, { recursive: true })
  file = paths.guest(ID).configFile
  store = new GuestStore(paths)
  await store.create(config, async () => {})
  const own = { account: ownAccount(), files: ownFiles }
  const host = { ...own, env: {}, logger: silentLogger, paths }
  guest = new Guest(config, paths.guest(ID), {
    keepsPictures: () => true,
    taps: null,
    ...{ ...host, launches: new Launches(), disksFolder: () => null, jobs: new JobList() },
    qemu: () => Promise.reject(new Error('no QEMU')),
    acceleration: () => Promise.reject(new Error('no QEMU')),
    rename: (id, name) => store.rename(id, name),
    write: (wanted, known) => store.write(wanted, known),
    changed: () => {},
  })
})
afterEach(async () => {
  await guest.close()
  await rm(home, { recursive: true, force: true })
})

const written = async (): Promise<GuestConfig> => JSON.parse(await readFile(file, 'utf8'))

/** An operation that has begun and waits, and what lets it go on. */
function operation(work: (handle: GuestHandle) => Promise<void>) {
  let goOn = (): void => {}
  const gate = new Promise<void>((resolve) => {
    goOn = resolve
  })
  let handle: GuestHandle | undefined
  const done = guest.operate('configure', null, async (given) => {
    handle = given
    await gate
    await work(given)
  })
  if (handle === undefined) throw new Error('not begun')
  return { goOn, done }
}

it('changes what is named and nothing else, in the file and in the view', async () => {
  await guest.describe({ group: 'Work', tags: ['a', 'b'], pinned: true })
  await guest.describe({ notes: 'two\nlines', osName: 'Debian 13', tags: ['b'] })
  const expected = {
    ...{ group: 'Work', tags: ['b'], pinned: true, notes: 'two\nlines', osName: 'Debian 13' },
  }
  expect(await written()).toEqual({ ...config, ...expected })
  expect(guest.view().config).toEqual({ ...config, ...expected })
  await guest.describe({ group: null })
  expect(await written()).toEqual({ ...config, ...expected, group: null })
})

it('neither waits for an operation nor is undone by what that writes', async () => {
  const { goOn, done } = operation((handle) => handle.writeConfig({ ...config, cpus: 2 }))
  expect(guest.view().job).toBe('configure')
  await guest.describe({ group: 'Work' })
  expect(guest.view()).toMatchObject({ job: 'configure', config: { group: 'Work', cpus: 1 } })
  goOn()
  await done
  expect(await written()).toMatchObject({ cpus: 2, group: 'Work' })
})

it('keeps all of many that come at once, beside a new name', async () => {
  const tags = Array.from({ length: 20 }, (_, index) => `tag ${index}`)
  await Promise.all([
    ...tags.map((_, index) => guest.describe({ tags: tags.slice(0, index + 1) })),
    guest.rename('renamed'),
    guest.describe({ notes: 'n' }),
  ])
  expect(await written()).toMatchObject({ tags, name: 'renamed', notes: 'n' })
  expect(guest.config).toEqual(await written())
})

it('shows a file that was changed by hand, and changes it when asked again', async () => {
  await writeFile(file, JSON.stringify({ ...config, cpus: 4 }))
  await expect(guest.describe({ group: 'Work' })).rejects.toMatchObject({
    code: 'GUEST_FILE_CHANGED',
  })
  expect(guest.config).toMatchObject({ cpus: 4, group: null })
  await guest.describe({ group: 'Work' })
  expect(await written()).toMatchObject({ cpus: 4, group: 'Work' })
})

it('does not have an operation write over what was changed by hand', async () => {
  const { goOn, done } = operation((handle) => handle.writeConfig({ ...config, cpus: 2 }))
  await writeFile(file, JSON.stringify({ ...config, cpus: 4 }))
  await expect(guest.describe({ group: 'a' })).rejects.toMatchObject({ code: 'GUEST_FILE_CHANGED' })
  goOn()
  await expect(done).rejects.toMatchObject({ code: 'GUEST_FILE_CHANGED' })
  expect(await written()).toMatchObject({ cpus: 4 })
  expect(guest.config).toMatchObject({ cpus: 4 })
})

it('leaves everything as it was where it cannot be written', async () => {
  await writeFile(file, '{')
  await expect(guest.describe({ group: 'a' })).rejects.toMatchObject({
    code: 'GUEST_FILE_NOT_JSON',
  })
  expect(guest.config).toEqual(config)
  expect(await readFile(file, 'utf8')).toBe('{')
})

it.each([
  ['a group that is blank', { group: '  ' }],
  ['a tag twice', { tags: ['a', 'a'] }],
  ['notes without end', { notes: 'x'.repeat(20_000) }],
])('refuses %s', async (_name, input) => {
  await expect(guest.describe(input)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  expect(await written()).toEqual(config)
})

it('does not bring back a guest that is being deleted', async () => {
  let described: Promise<unknown> | undefined
  await guest.delete(async () => {
    described = guest.describe({ group: 'a' }).catch((error: unknown) => error)
    await store.remove(config, { deleteDisks: true })
  })
  expect(await described).toMatchObject({ code: 'GUEST_NOT_FOUND' })
  expect(await store.load()).toEqual([])
})

it('goes on where a deletion has failed', async () => {
  const deleted = guest.delete(() => Promise.reject(new Error('read-only file system')))
  await expect(deleted).rejects.toThrow('read-only')
  await guest.describe({ group: 'a' })
  expect(await written()).toMatchObject({ group: 'a' })
})
