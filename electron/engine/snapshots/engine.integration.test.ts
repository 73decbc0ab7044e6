import { createHash } from 'node:crypto'
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '../index.ts'
import { verify, write } from '../storage/test-guest.test-support.ts'
import { EngineHome, eventually, idleGuest, viewOf } from '../testing/engine-home.ts'

let home: EngineHome
let engine: Engine
beforeEach(async () => {
  home = await EngineHome.make()
  engine = await home.open()
})
afterEach(() => home.dispose())

const MIB = 1024 * 1024
const disk = { kind: 'new', sizeBytes: 64 * MIB } as const
const stateOf = (id: string) => viewOf(engine, id).state

describe('a machine with UEFI and a TPM', () => {
  it('goes back to a snapshot with memory, running or off, with its TPM as it was', async () => {
    const { id } = await engine.create(
      idleGuest({ disk, firmware: { kind: 'uefi', secureBoot: false }, tpm: true, memoryMiB: 128 }),
    )
    const paths = home.paths.guest(id)
    const tpm = async (): Promise<string> =>
      createHash('sha256')
        .update(await readFile(join(paths.tpmDir, 'tpm2-00.permall')))
        .digest('hex')
    await engine.start(id)
    // The firmware starts the TPM, which writes its state then.
    const fresh = await tpm()
    await eventually(async () => expect(await tpm()).not.toBe(fresh), 60_000)
    const taken = await engine.snapshots.take(id, { name: 'one', note: '', memory: true })
    expect(taken).toMatchObject({ kind: 'memory', parent: null })
    expect(stateOf(id)).toBe('running')
    const then = await readFile(join(paths.snapshotTpmDir(taken.id), 'tpm2-00.permall'))
    const thenHash = createHash('sha256').update(then).digest('hex')

    await engine.reset(id)
    await eventually(async () => expect(await tpm()).not.toBe(thenHash), 60_000)
    await engine.pause(id)
    await engine.snapshots.revert(id, taken.id)
    expect(stateOf(id)).toBe('paused')
    expect(await tpm()).toBe(thenHash)

    await engine.powerOff(id)
    expect(await engine.snapshots.revert(id, taken.id)).toEqual({ hardware: false })
    expect(stateOf(id)).toBe('running')
    expect(engine.jobs.list().map(({ kind, state }) => [kind, state])).toEqual([
      ...[
        ['snapshot', 'done'],
        ['revert', 'done'],
        ['revert', 'done'],
      ],
    ])
    await engine.snapshots.delete(id, taken.id)
    await engine.powerOff(id)
    expect(await engine.snapshots.list(id)).toEqual({ snapshots: [], current: null })
    await engine.delete(id, { deleteDisks: true })
    expect((await readdir(home.paths.guestsDir)).filter((name) => name === id)).toEqual([])
  })
})

describe('snapshots of a machine', () => {
  it('are taken, gone back to and turned into a new machine', async () => {
    const { id } = await engine.create(idleGuest({ disk }))
    const path = home.paths.guest(id).disk('disk0')
    write(path, 1, '0', '1M')
    const off = await engine.snapshots.take(id, { name: 'off', note: '', memory: true })
    expect(off.kind).toBe('off')
    write(path, 2, '0', '1M')
    await engine.start(id)
    await expect(engine.snapshots.revert(id, off.id)).rejects.toMatchObject({
      code: 'SNAPSHOT_NEEDS_OFF',
    })
    await engine.powerOff(id)
    await engine.snapshots.revert(id, off.id)
    verify(path, 1, '0', '1M')
    expect(stateOf(id)).toBe('stopped')
    const made = await engine.snapshots.newGuest(id, { snapshot: off.id, name: 'new' })
    expect(viewOf(engine, made.id)).toMatchObject({ name: 'new', state: 'stopped' })
    verify(home.paths.guest(made.id).disk('disk0'), 1, '0', '1M')
    await engine.start(made.id)
    await engine.powerOff(made.id)
    expect(await engine.storage.unused()).toEqual([])
  })

  it('whose memory does not fit leave the machine off, with the disks of then', async () => {
    const { id } = await engine.create(idleGuest({ disk }))
    const paths = home.paths.guest(id)
    write(paths.disk('disk0'), 1, '0', '1M')
    await engine.start(id)
    const taken = await engine.snapshots.take(id, { name: 'one', note: '', memory: true })
    await engine.powerOff(id)
    write(paths.disk('disk0'), 2, '0', '1M')
    const text = await readFile(paths.snapshotsFile, 'utf8')
    await writeFile(paths.snapshotsFile, text.replace('"memoryMiB": 64', '"memoryMiB": 96'))
    await expect(engine.snapshots.revert(id, taken.id)).rejects.toMatchObject({
      code: 'SNAPSHOT_LOAD_FAILED',
    })
    expect(stateOf(id)).toBe('stopped')
    await engine.start(id)
    await engine.powerOff(id)
    verify(paths.disk('disk0'), 1, '0', '1M')
  })

  it('that were cut off are mended before the next start', async () => {
    const { id } = await engine.create(idleGuest({ disk }))
    const path = home.paths.guest(id).disk('disk0')
    await engine.start(id)
    const taking = engine.snapshots.take(id, { name: 'cut', note: '', memory: true })
    const { pid } = viewOf(engine, id).runtime ?? { pid: 0 }
    await eventually(() => readFile(home.paths.guest(id).snapshotsFile))
    process.kill(pid, 'SIGKILL')
    // It may have been quick; then there is a snapshot, and nothing is half.
    const whole = await taking.then(
      () => 1,
      () => 0,
    )
    await eventually(() => expect(stateOf(id)).toBe('crashed'))
    await engine.start(id)
    const { snapshots } = await engine.snapshots.list(id)
    expect(snapshots).toHaveLength(whole)
    await engine.powerOff(id)
    const inside = await engine.storage.inspect(path)
    expect(inside.snapshots.map(({ name }) => name)).toEqual(snapshots.map((entry) => entry.id))
  })
})

describe('a machine whose clipboard is shared', () => {
  it('goes without it while its memory is saved or loaded, and has it again', async () => {
    const { id } = await engine.create(idleGuest({ disk }))
    await home.close(engine)
    const { configFile } = home.paths.guest(id)
    const config = JSON.parse(await readFile(configFile, 'utf8')) as object
    await writeFile(configFile, JSON.stringify({ ...config, clipboard: 'both' }))
    engine = await home.open()
    await engine.start(id)
    const taken = await engine.snapshots.take(id, { name: 'one', note: '', memory: true })
    // Twice: it can only be saved again where the clipboard was plugged in properly.
    await engine.snapshots.take(id, { name: 'two', note: '', memory: true })
    await engine.snapshots.revert(id, taken.id)
    expect(stateOf(id)).toBe('running')
    await engine.powerOff(id)
    await engine.snapshots.revert(id, taken.id)
    expect(viewOf(engine, id).runtime?.config.clipboard).toBe('both')
    await engine.snapshots.take(id, { name: 'three', note: '', memory: true })
    const { snapshots } = await engine.snapshots.list(id)
    expect(snapshots.map(({ name, parent }) => [name, parent === taken.id])).toEqual([
      ...[
        ['one', false],
        ['two', true],
        ['three', true],
      ],
    ])
  })
})
