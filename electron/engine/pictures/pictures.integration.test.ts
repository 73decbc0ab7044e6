import { existsSync } from 'node:fs'
import { readdir, rm, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Picture } from '../../../shared/domain/pictures.ts'
import type { Engine } from '../index.ts'
import { EngineHome, eventually, idleGuest, pidOf, viewOf } from '../testing/engine-home.ts'

let home: EngineHome
let engine: Engine
beforeEach(async () => {
  home = await EngineHome.make()
  engine = await home.open()
})
afterEach(() => home.dispose())

const MIB = 1024 * 1024
const disk = { kind: 'new', sizeBytes: 16 * MIB } as const

async function started(more: Parameters<typeof idleGuest>[0] = {}): Promise<string> {
  const { id } = await engine.create(idleGuest(more))
  await engine.start(id)
  return id
}

function taken(picture: Picture): Extract<Picture, { kind: 'picture' }> {
  if (picture.kind !== 'picture') throw new Error(`no picture, but ${picture.kind}`)
  return picture
}

interface Size {
  readonly width: number
  readonly height: number
}

function sizeOf(png: Uint8Array): Size {
  const bytes = Buffer.from(png)
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}

/** What a PC's firmware writes its first lines in. Before, QEMU shows a notice of its own. */
const TEXT_MODE: Size = { width: 720, height: 400 }

const untilFirmware = (id: string): Promise<Extract<Picture, { kind: 'picture' }>> =>
  eventually(async () => {
    const picture = taken(await engine.pictures.screen(id))
    expect(sizeOf(picture.png)).toEqual(TEXT_MODE)
    return picture
  }, 60_000)

describe('the picture of a guest that runs', () => {
  it('shows its screen, is shared, and is not sent to who has it', async () => {
    const id = await started()
    const [one, other] = await Promise.all([engine.pictures.screen(id), engine.pictures.screen(id)])
    expect(taken(one).takenAt).toBe(taken(other).takenAt)
    expect(await engine.pictures.screen(id, taken(one).takenAt)).toEqual({ kind: 'known' })
    const later = await untilFirmware(id)
    expect(later.takenAt).toBeGreaterThanOrEqual(taken(one).takenAt)
    expect(sizeOf(await engine.pictures.now(id))).toEqual(TEXT_MODE)
    // Nothing but the picture itself is left of taking it.
    const { runtimeDir } = home.paths.guest(id)
    expect((await readdir(runtimeDir)).filter((name) => name.startsWith('screen'))).toEqual([
      'screen.png',
    ])
  })

  it('stays the same while nothing changes on it', async () => {
    const id = await started()
    await untilFirmware(id)
    await engine.pause(id)
    await engine.pictures.now(id)
    const still = taken(await engine.pictures.screen(id))
    await engine.pictures.now(id)
    expect(taken(await engine.pictures.screen(id)).takenAt).toBe(still.takenAt)
  })

  it('is none without a screen', async () => {
    const { id } = await engine.create(idleGuest())
    const { config } = viewOf(engine, id)
    if (config === null) throw new Error('broken')
    await engine.configure(id, { config: { ...config, display: 'none' } })
    await engine.start(id)
    expect(await engine.pictures.screen(id)).toEqual({ kind: 'none' })
    await expect(engine.pictures.now(id)).rejects.toMatchObject({ code: 'PICTURE_UNAVAILABLE' })
  })

  it('is the last one where QEMU does not answer, which holds nobody up', async () => {
    const id = await started()
    const before = taken(await engine.pictures.screen(id))
    const pid = pidOf(viewOf(engine, id))
    process.kill(pid, 'SIGSTOP')
    try {
      await expect(engine.pictures.now(id)).rejects.toMatchObject({ code: 'PICTURE_UNAVAILABLE' })
      expect(await engine.pictures.screen(id, before.takenAt)).toEqual({ kind: 'known' })
    } finally {
      process.kill(pid, 'SIGCONT')
    }
    await engine.powerOff(id)
  })
})

describe('the last picture of a guest that is off', () => {
  it('is from just before it was powered off, whoever looks later, and goes with it', async () => {
    const id = await started()
    await untilFirmware(id)
    await rm(home.paths.guest(id).picture)
    await engine.powerOff(id)
    const last = taken(await engine.pictures.screen(id))
    expect(sizeOf(last.png)).toEqual(TEXT_MODE)
    await home.close(engine)
    engine = await home.open()
    expect(await engine.pictures.screen(id, last.takenAt)).toEqual({ kind: 'known' })
    await expect(engine.pictures.now(id)).rejects.toMatchObject({ code: 'PICTURE_UNAVAILABLE' })
    await engine.delete(id, { deleteDisks: true })
    expect(existsSync(home.paths.guest(id).lastPicture)).toBe(false)
    await expect(engine.pictures.screen(id)).rejects.toMatchObject({ code: 'GUEST_NOT_FOUND' })
  })

  it('is from just before it was saved', async () => {
    const id = await started({ disk })
    const later = await untilFirmware(id)
    await engine.save(id)
    expect(viewOf(engine, id).state).toBe('saved')
    const last = taken(await engine.pictures.screen(id))
    expect(last.takenAt).toBeGreaterThanOrEqual(later.takenAt)
    expect(sizeOf(last.png)).toEqual(TEXT_MODE)
  })

  it('is the last one that was seen where it died while no engine was there', async () => {
    const id = await started()
    const seen = taken(await engine.pictures.screen(id))
    const pid = pidOf(viewOf(engine, id))
    await home.close(engine)
    process.kill(pid, 'SIGKILL')
    await eventually(async () => expect(await home.guestPids()).toEqual([]))
    engine = await home.open()
    expect(viewOf(engine, id).state).toBe('crashed')
    expect(await engine.pictures.screen(id, seen.takenAt)).toEqual({ kind: 'known' })
  })

  it('is none where it is damaged', async () => {
    const id = await started()
    await engine.powerOff(id)
    const { lastPicture } = home.paths.guest(id)
    await writeFile(lastPicture, Buffer.alloc(5000))
    expect(await engine.pictures.screen(id)).toEqual({ kind: 'none' })
  })
})

describe('the picture of a snapshot', () => {
  it('is of the guest as it ran, comes back with it, and goes with the snapshot', async () => {
    const id = await started({ disk })
    await untilFirmware(id)
    const { id: snapshot } = await engine.snapshots.take(id, { name: 'a', note: '', memory: true })
    const png = await engine.pictures.snapshot(id, snapshot)
    expect(png === null ? null : sizeOf(png)).toEqual(TEXT_MODE)
    const { id: disks } = await engine.snapshots.take(id, { name: 'b', note: '', memory: false })
    const second = await engine.pictures.snapshot(id, disks)
    await engine.powerOff(id)
    const { id: off } = await engine.snapshots.take(id, { name: 'c', note: '', memory: false })
    expect(await engine.pictures.snapshot(id, off)).toBeNull()
    await engine.snapshots.revert(id, disks)
    expect(
      Buffer.from(taken(await engine.pictures.screen(id)).png).equals(Buffer.from(second ?? [])),
    ).toBe(true)
    await engine.snapshots.delete(id, snapshot)
    expect(existsSync(home.paths.guest(id).snapshotPicture(snapshot))).toBe(false)
    await expect(engine.pictures.snapshot(id, snapshot)).rejects.toMatchObject({
      code: 'SNAPSHOT_NOT_FOUND',
    })
  })
})
