import { execFileSync } from 'node:child_process'
import { readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import { testGuest } from '../../../scripts/test-guest/index.mjs'
import { commandLineOf } from '../../platform/process-identity.ts'
import { silentLogger } from '../../platform/logger.ts'
import { type Engine, openEngine } from '../index.ts'
import { connectQmp } from '../qmp/index.ts'
import {
  EngineHome,
  eventually,
  idleGuest,
  pidOf,
  untilState,
  viewOf,
} from '../testing/engine-home.ts'

const MIB = 1024 * 1024
let home: EngineHome
beforeEach(async () => {
  home = await EngineHome.make()
})
afterEach(() => home.dispose())

const disk = { kind: 'new', sizeBytes: 64 * MIB } as const

/** What is in a guest's folder, but for its description and disks. */
const kept = async (id: string): Promise<string[]> =>
  (await readdir(home.paths.guest(id).dir)).filter((name) => name.startsWith('saved')).sort()

/** Changes the description as a person with an editor would, while no engine looks. */
async function edited(id: string, part: Partial<GuestConfig>): Promise<Engine> {
  const path = home.paths.guest(id).configFile
  const config = JSON.parse(await readFile(path, 'utf8'))
  await writeFile(path, JSON.stringify({ ...config, ...part }))
  return home.open()
}

describe('a guest that is saved', () => {
  it('is on the disk and not running, and goes on where it was', async () => {
    const engine = await home.open()
    const { readyLine, ...kernelBoot } = testGuest()
    const { id } = await engine.create(idleGuest({ name: 'tiny', memoryMiB: 256, kernelBoot }))
    await engine.start(id)
    await eventually(async () => expect(await home.serialLog(id)).toContain(readyLine), 60_000)
    const booted = (await home.serialLog(id)).length

    await engine.save(id)
    expect(viewOf(engine, id)).toMatchObject({ state: 'saved', runtime: null, error: null })
    expect(viewOf(engine, id).actions).toEqual(['start', 'discard-saved', 'rename', 'delete'])
    expect(await home.guestPids()).toEqual([])
    expect(await kept(id)).toEqual(['saved.json', 'saved.state'])
    const { mode } = await stat(home.paths.guest(id).savedState)
    expect((mode & 0o777).toString(8)).toBe('600')
    expect(engine.jobs.list()).toMatchObject([{ kind: 'save', guest: id, state: 'done' }])
    await expect(engine.shutdown(id)).rejects.toMatchObject({ code: 'GUEST_WRONG_STATE' })

    await engine.start(id)
    expect(viewOf(engine, id)).toMatchObject({ state: 'running', error: null })
    await eventually(async () => expect(await kept(id)).toEqual([]))
    // It did not boot again, and is alive: it shuts down when asked.
    await engine.shutdown(id)
    await untilState(engine, id, 'stopped')
    const said = await home.serialLog(id)
    expect(said).not.toContain(readyLine)
    expect(booted).toBeGreaterThan(0)
  })

  it('stays paused where it was paused, and is found saved by the next engine', async () => {
    const first = await home.open()
    const { id } = await first.create(idleGuest({ disk }))
    await first.start(id)
    await first.pause(id)
    await first.save(id)
    await first.rename(id, 'renamed')
    await home.close(first)
    const second = await home.open()
    expect(viewOf(second, id)).toMatchObject({ state: 'saved', name: 'renamed', error: null })
    await second.start(id)
    expect(viewOf(second, id)).toMatchObject({ state: 'paused' })
    await second.resume(id)
    expect(viewOf(second, id)).toMatchObject({ state: 'running', name: 'renamed' })
  })

  it('goes on with the machine, processor and devices that it was saved with', async () => {
    const engine = await home.open()
    const { id } = await engine.create(idleGuest({ disk }))
    await engine.start(id)
    const before = await commandLineOf(pidOf(viewOf(engine, id)))
    await engine.save(id)
    const saved = JSON.parse(await readFile(home.paths.guest(id).savedFile, 'utf8'))
    expect(saved).toMatchObject({ format: 'stream', wasPaused: false, clipboard: false })
    expect(saved.machineType).toMatch(/^pc-q35-\d/)
    await home.close(engine)
    // What changed in its description meanwhile holds after the next start from the firmware.
    const second = await edited(id, { memoryMiB: 128 })
    await second.start(id)
    const after = await commandLineOf(pidOf(viewOf(second, id)))
    const value = (argv: readonly string[], option: string) => argv[argv.indexOf(option) + 1]
    for (const option of ['-m', '-cpu', '-smp', '-accel', '-blockdev']) {
      expect(value(after, option), option).toBe(value(before, option))
    }
    expect(value(after, '-machine')).toContain(saved.machineType)
    expect(viewOf(second, id).runtime?.config.memoryMiB).toBe(64)
  })

  it('goes on with a device that was plugged in while it ran, where it was plugged in', async () => {
    const first = await home.open()
    const { id } = await first.create(idleGuest({ disk }))
    await first.start(id)
    await home.close(first)
    const paths = home.paths.guest(id)
    const qmp = await connectQmp({ path: paths.qmpSocket })
    const mac = '52:54:00:00:00:01'
    await qmp.execute('netdev_add', { type: 'user', id: 'net1-net', restrict: true })
    await qmp.execute('device_add', {
      ...{ driver: 'virtio-net-pci', id: 'net1', bus: 'port-4', netdev: 'net1-net', mac },
    })
    const gone = new Promise<void>((resolve) => qmp.onClose(() => resolve()))
    qmp.close()
    await gone
    const record = JSON.parse(await readFile(paths.runFile, 'utf8'))
    const nics = [...record.config.nics, { ...record.config.nics[0], id: 'net1', mac }]
    const connection = { backend: 'slirp', hostAccess: false, outside: false }
    const connections = { ...record.connections, net1: connection }
    const config = { ...record.config, nics }
    await writeFile(paths.runFile, JSON.stringify({ ...record, config, connections }))

    const engine = await home.open()
    await engine.save(id)
    await engine.start(id)
    expect(viewOf(engine, id)).toMatchObject({ state: 'running', error: null })
    const argv = await commandLineOf(pidOf(viewOf(engine, id)))
    const devices = argv
      .filter((_, index) => argv[index - 1] === '-device')
      .map((device) => JSON.parse(device))
    // libslirp's part is in the state, so that passt cannot take its place.
    expect(viewOf(engine, id).runtime?.connections).toEqual({
      ...record.connections,
      net1: connection,
    })
    // By its description alone, net1 would have come between net0 and the disk.
    expect(devices).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: 'net1', bus: 'port-4' }),
        expect.objectContaining({ id: 'disk0', bus: 'port-1' }),
      ]),
    )
  })

  it('keeps its shared clipboard out of the state, and has it again afterwards', async () => {
    const first = await home.open()
    const { id } = await first.create(idleGuest())
    await home.close(first)
    const engine = await edited(id, { clipboard: 'both', agent: false })
    await engine.start(id)
    expect(await engine.saveBlockers(id)).toEqual([])
    await engine.save(id)
    await engine.start(id)
    await engine.save(id)
    const saved = JSON.parse(await readFile(home.paths.guest(id).savedFile, 'utf8'))
    expect(saved).toMatchObject({ clipboard: true, config: { clipboard: 'both' } })
    expect(viewOf(engine, id).state).toBe('saved')
  })

  it('is thrown away when its user says so, and starts from its disks', async () => {
    const engine = await home.open()
    const { id } = await engine.create(idleGuest())
    await expect(engine.discardSaved(id)).rejects.toMatchObject({ code: 'GUEST_WRONG_STATE' })
    await engine.start(id)
    await engine.save(id)
    await expect(engine.start(id, { disposable: true })).rejects.toMatchObject({
      code: 'GUEST_SAVED',
    })
    await engine.discardSaved(id)
    expect(viewOf(engine, id)).toMatchObject({ state: 'stopped', error: null })
    expect(await kept(id)).toEqual([])
    await engine.start(id)
    expect(viewOf(engine, id).state).toBe('running')
  })
})

describe('a guest that cannot go on', () => {
  async function saved(): Promise<{ engine: Engine; id: string; path: string }> {
    const engine = await home.open()
    const { id } = await engine.create(idleGuest({ disk }))
    await engine.start(id)
    await engine.save(id)
    return { engine, id, path: home.paths.guest(id).disk('disk0') }
  }

  it('is refused where a disk was written to since, and says which', async () => {
    const { engine, id, path } = await saved()
    execFileSync('qemu-io', ['-f', 'qcow2', '-c', 'write -P 7 0 64k', path])
    const stale = { code: 'SAVED_STATE_STALE', params: { path } }
    await expect(engine.start(id)).rejects.toMatchObject(stale)
    expect(viewOf(engine, id)).toMatchObject({ state: 'saved', runtime: null })
    expect(await kept(id)).toEqual(['saved.json', 'saved.state'])
    await engine.discardSaved(id)
    await engine.start(id)
    expect(viewOf(engine, id).state).toBe('running')
  })

  it('is not refused because its disk was only looked at', async () => {
    const { engine, id, path } = await saved()
    execFileSync('qemu-img', ['check', '-q', path])
    await readFile(path)
    await engine.start(id)
    expect(viewOf(engine, id).state).toBe('running')
  })

  it('keeps its state where the state is cut short, and says so', async () => {
    const { engine, id } = await saved()
    const { savedState, savedFile } = home.paths.guest(id)
    const { size } = await stat(savedState)
    await truncate(savedState, Math.floor(size / 2))
    await expect(engine.start(id)).rejects.toMatchObject({ code: 'SAVED_STATE_UNREADABLE' })
    // Even where the record says so too, QEMU does not take it, and its words are shown.
    const record = JSON.parse(await readFile(savedFile, 'utf8'))
    await writeFile(savedFile, JSON.stringify({ ...record, bytes: Math.floor(size / 2) }))
    await expect(engine.start(id)).rejects.toMatchObject({ code: 'RESTORE_FAILED' })
    const view = viewOf(engine, id)
    expect(view).toMatchObject({ state: 'saved', runtime: null, error: { code: 'RESTORE_FAILED' } })
    expect(view.error?.cause).toMatch(/migration|vmstate|stream/i)
    expect(await kept(id)).toEqual(['saved.json', 'saved.state'])
    expect(await home.guestPids()).toEqual([])
  })

  it('is told from one whose record is damaged', async () => {
    const { engine, id } = await saved()
    await writeFile(home.paths.guest(id).savedFile, '{')
    await expect(engine.start(id)).rejects.toMatchObject({ code: 'SAVED_STATE_UNREADABLE' })
    await engine.discardSaved(id)
    expect(viewOf(engine, id).state).toBe('stopped')
  })
})

describe('a save that does not come to its end', () => {
  /** A guest whose memory takes long enough to be stopped within. */
  async function filled(engine: Engine): Promise<string> {
    const { readyLine, ...kernelBoot } = testGuest()
    const { id } = await engine.create(idleGuest({ memoryMiB: 256, kernelBoot }))
    await engine.start(id)
    await eventually(async () => expect(await home.serialLog(id)).toContain(readyLine), 60_000)
    return id
  }

  it('is refused with the reason where a device does not allow it', async () => {
    const first = await home.open()
    const { id } = await first.create(idleGuest({ disk }))
    const { disks } = JSON.parse(await readFile(home.paths.guest(id).configFile, 'utf8'))
    await home.close(first)
    const engine = await edited(id, { disks: [{ ...disks[0], bus: 'nvme' }] })
    await engine.start(id)
    expect(await engine.saveBlockers(id)).toMatchObject([
      { code: 'NVME', cause: expect.stringContaining('nvme') },
    ])
    await expect(engine.save(id)).rejects.toMatchObject({ code: 'SAVE_BLOCKED' })
    expect(viewOf(engine, id)).toMatchObject({ state: 'running', error: null })
  })

  it.each(['running', 'paused'] as const)(
    'leaves a %s guest as it was when it is cancelled, whenever that is',
    async (state) => {
      let cancelAt = ''
      const cancel = (message: string, fields?: object): void => {
        if (message !== 'saving' || fields === undefined || !('step' in fields)) return
        if (fields.step !== cancelAt) return
        for (const job of engine.jobs.list()) engine.jobs.cancel(job.id)
      }
      const engine = await openEngine({ env: home.env, logger: { ...silentLogger, debug: cancel } })
      try {
        const { id } = await engine.create(idleGuest({ disk }))
        await engine.start(id)
        if (state === 'paused') await engine.pause(id)
        const { runtime } = viewOf(engine, id)
        for (cancelAt of ['begun', 'stopped', 'migrating']) {
          await expect(engine.save(id), cancelAt).rejects.toMatchObject({ code: 'JOB_CANCELLED' })
          expect(viewOf(engine, id), cancelAt).toMatchObject({ state, runtime, error: null })
          expect(await kept(id), cancelAt).toEqual([])
        }
        // From there on it is done.
        cancelAt = 'written'
        await engine.save(id)
        expect(viewOf(engine, id).state).toBe('saved')
        await engine.start(id)
        expect(viewOf(engine, id).state).toBe(state)
      } finally {
        await engine.close()
      }
    },
  )

  it('leaves the guest running where the disk is full', async () => {
    const engine = await home.open()
    const id = await filled(engine)
    const limit = (bytes: string): Buffer =>
      execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${bytes}`])
    limit(`${2 * MIB}:unlimited`)
    try {
      await expect(engine.save(id)).rejects.toMatchObject({ code: 'NO_SPACE' })
    } finally {
      limit('unlimited:unlimited')
    }
    expect(viewOf(engine, id)).toMatchObject({ state: 'running', error: null })
    expect(await kept(id)).toEqual([])
    // And once there is room, it can be saved.
    await engine.save(id)
    expect(viewOf(engine, id).state).toBe('saved')
  })
})
