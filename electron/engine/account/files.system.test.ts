import { chmod, chown, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { identify, waitUntilGone } from '../../platform/process-identity.ts'
import { eventually, idleGuest, pidOf } from '../testing/engine-home.ts'
import {
  DAEMON,
  diskOf,
  type Driver,
  known,
  needsAccounts,
  QEMU,
  SystemHome,
} from './testing/system-home.ts'

const CLOSED = '600 guesthoused:guesthoused'
const WRITTEN = '660 guesthoused:guesthouse-qemu'
const READ = '640 guesthoused:guesthouse-qemu'
const disk = { kind: 'new', sizeBytes: 1024 ** 2 }

let home: SystemHome
let engine: Driver
beforeEach(async (context) => {
  needsAccounts(context)
  home = await SystemHome.make()
  engine = await home.open()
})
afterEach(() => home?.dispose())

const create = async (more: object = {}): Promise<string> =>
  (await engine.call<{ id: string }>('create', { ...idleGuest(), disk, ...more })).id

const imageOf = (id: string): string => home.paths.guest(id).disk('disk0')

async function configure(id: string, more: object): Promise<void> {
  const { config } = await engine.view(id)
  await engine.call('configure', id, { config: { ...config, ...more } })
}

async function killQemu(pid: number): Promise<void> {
  const identity = identify(pid)
  process.kill(pid, 'SIGKILL')
  if (identity !== null && !(await waitUntilGone(identity, 10_000))) throw new Error('it runs')
}

describe('what several guests build on', () => {
  test('is theirs to read, and given back after the last', async () => {
    const template = await create()
    await engine.call('setTemplate', template, true)
    const base = imageOf(template)
    const clones: string[] = []
    for (const name of ['first', 'second']) {
      const { id } = await engine.call<{ id: string }>('clone', template, { name, kind: 'linked' })
      clones.push(id)
    }
    const [first = '', second = ''] = clones
    await Promise.all(clones.map((id) => engine.call('start', id)))
    expect(await home.look(base)).toBe(READ)
    expect(await home.look(imageOf(first))).toBe(WRITTEN)
    await engine.call('powerOff', first)
    expect(await home.look(imageOf(first))).toBe(CLOSED)
    expect(await home.look(base)).toBe(READ)
    // Whose it is outlives the engine.
    await engine.kill()
    engine = await home.open()
    await engine.call('start', first)
    await engine.call('powerOff', second)
    expect(await home.look(base)).toBe(READ)
    await engine.call('powerOff', first)
    expect(await home.look(base)).toBe(CLOSED)
    expect(await home.look(home.paths.guest(template).dir)).toBe('700 guesthoused:guesthoused')
    expect(engine.logged).toEqual([])
  })
})

describe('an engine that is killed', () => {
  test('finds its guests again, and their files are given back in the end', async () => {
    const ids = [await create(), await create(), await create()]
    const [goesOn = '', dies = '', off = ''] = ids
    for (const id of [goesOn, dies]) await engine.call('start', id)
    const pid = pidOf(await engine.view(dies))
    const before = pidOf(await engine.view(goesOn))
    await engine.kill()
    await killQemu(pid)
    expect(await home.look(imageOf(dies))).toBe(WRITTEN)
    engine = await home.open()
    expect(await engine.view(goesOn)).toMatchObject({
      state: 'running',
      runtime: { pid: before, uid: known(QEMU).uid },
    })
    expect((await engine.view(dies)).state).toBe('crashed')
    expect(await home.look(imageOf(goesOn))).toBe(WRITTEN)
    expect(await home.look(imageOf(dies))).toBe(CLOSED)
    expect(await home.look(imageOf(off))).toBe(CLOSED)
    process.kill(before, 'SIGSTOP')
    await engine.call('powerOff', goesOn)
    expect(await home.look(imageOf(goesOn))).toBe(CLOSED)
    expect(await home.guestProcesses()).toEqual([])
  })

  test('gives back what it has handed over though it is another account’s no more', async () => {
    const id = await create()
    await engine.call('start', id)
    const pid = pidOf(await engine.view(id))
    await engine.kill()
    await killQemu(pid)
    engine = await home.open({ account: null, capabilities: [] })
    expect(await home.look(imageOf(id))).toBe(CLOSED)
    expect(engine.logged).toEqual([])
  })

  test('gives back the files of a guest whose description is damaged', async () => {
    const id = await create()
    await engine.call('start', id)
    const pid = pidOf(await engine.view(id))
    await engine.kill()
    await writeFile(home.paths.guest(id).configFile, 'damaged')
    engine = await home.open()
    expect(await engine.view(id)).toMatchObject({ state: 'broken', actions: ['power-off'] })
    expect(await home.look(imageOf(id))).toBe(WRITTEN)
    await engine.call('powerOff', id)
    expect(identify(pid)).toBeNull()
    expect(await home.look(imageOf(id))).toBe(CLOSED)
  })

  test('at random while guests start and stop, leaves every file as it was', async () => {
    const ids = [await create(), await create(), await create({ tpm: true })]
    for (let round = 0; round < 8; round++) {
      const busy = ids.flatMap((id) => [
        engine
          .call('start', id)
          .then(() => engine.call('powerOff', id))
          .catch(() => {}),
      ])
      // After some of its answers, whatever they were: each round cuts it off elsewhere.
      for (let answers = 0; answers < round * 40; answers++) await engine.call('list')
      await engine.kill()
      await Promise.all(busy)
      engine = await home.open()
      for (const id of ids) {
        const { actions } = await engine.view(id)
        if (actions.includes('power-off')) await engine.call('powerOff', id)
        expect(await home.look(imageOf(id)), `round ${round}`).toBe(CLOSED)
        const { dir, handedOver } = home.paths.guest(id)
        expect(await home.look(dir)).toBe('700 guesthoused:guesthoused')
        await expect(stat(handedOver)).rejects.toThrow('ENOENT')
      }
      // A program of ours that the engine took along may take a moment.
      await eventually(async () => expect(await home.guestProcesses()).toEqual([]))
    }
  })
})

describe('files of others', () => {
  test('are used where they are allowed and open, and never changed', async () => {
    const path = join(home.images, 'disc.iso')
    await writeFile(path, Buffer.alloc(64 * 1024), { mode: 0o644 })
    const id = await create({ cdrom: path })
    await engine.call('start', id)
    expect(await home.look(path)).toBe('644 root:root')
    await engine.call('powerOff', id)
    await chmod(path, 0o600)
    await expect(engine.call('start', id)).rejects.toMatchObject({ code: 'DISK_UNREADABLE' })
    // The daemon may read it, and QEMU's account may not.
    await chown(path, 0, known(DAEMON).gid)
    await chmod(path, 0o640)
    await expect(engine.call('start', id)).rejects.toMatchObject({
      code: 'FILE_NOT_ACCESSIBLE',
      params: { path, account: QEMU },
    })
    expect(await home.look(path)).toBe('640 root:guesthoused')
    expect(await home.look(imageOf(id))).toBe(CLOSED)
  })

  test('are refused outside of what is allowed, one by one too', async () => {
    const outside = join(home.base, 'outside')
    await mkdir(outside, { mode: 0o755 })
    const path = join(outside, 'disk.raw')
    await writeFile(path, Buffer.alloc(1024 ** 2))
    await home.own(path, 0o600)
    const refused = { code: 'FILE_NOT_ALLOWED', params: { path } }
    await expect(create({ disk: { kind: 'existing', path } })).rejects.toMatchObject(refused)
    const id = await create()
    const added = [{ ...diskOf(path), format: 'raw' }]
    await expect(configure(id, { disks: added })).rejects.toMatchObject(refused)
    await engine.close()
    engine = await home.open({ files: [path] })
    await configure(id, { disks: added })
    await engine.call('start', id)
    expect(await home.look(path)).toBe(WRITTEN)
    expect(await readFile(home.paths.guest(id).handedOver, 'utf8')).toContain(path)
    await engine.close()
    // Not allowed any more, and the guest still has it.
    engine = await home.open()
    await engine.call('powerOff', id)
    expect(await home.look(path)).toBe(CLOSED)
    await expect(engine.call('start', id)).rejects.toMatchObject(refused)
  })
})
