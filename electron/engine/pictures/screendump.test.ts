import { execFile } from 'node:child_process'
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { silentLogger } from '../../platform/logger.ts'
import { type GuestPaths, resolvePaths } from '../../platform/paths.ts'
import type { RunHandle } from '../guest/guest-handle.ts'
import type { QmpClient } from '../qmp/index.ts'
import { copyPicture, keepPicture, lastPicture } from './kept-picture.ts'
import type { Guest } from '../guest/guest.ts'
import { PICTURE_MAX_BYTES } from './png.ts'
import { Pictures } from './service.ts'
import { takePicture } from './screendump.ts'
import { takeBefore } from './take-before.ts'

let home: string
let paths: GuestPaths
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'gh-picture-'))
  const all = resolvePaths({ HOME: home, XDG_RUNTIME_DIR: join(home, 'run') })
  paths = all.guest('0b5c9c0e-52a3-4c3e-9a0a-0c7c1f1f2d11')
  await Promise.all(
    [paths.runtimeDir, paths.stateDir].map((dir) => mkdir(dir, { recursive: true })),
  )
})
afterEach(() => rm(home, { recursive: true }))

/** Of a size in pixels, as far as anybody here reads it. */
const png = (content: string, width = '00000400'): Buffer =>
  Buffer.concat([
    Buffer.from(`89504e470d0a1a0a0000000d49484452${width}00000300`, 'hex'),
    Buffer.from(content),
    Buffer.from('0000000049454e44ae426082', 'hex'),
  ])

/** A QEMU that does this when it is asked for a picture, and how often it was. */
function qemu(answer: (filename: string) => Promise<void>) {
  const asked: object[] = []
  const execute = async (_command: string, how: { filename: string; format: string }) => {
    asked.push(how)
    await answer(how.filename)
    return {}
  }
  return { qmp: { execute } as unknown as QmpClient, asked }
}

const filesBeside = () => readdir(paths.runtimeDir)

it('takes one picture for all who ask at the same time', async () => {
  const { qmp, asked } = qemu((path) => writeFile(path, png('a')))
  await Promise.all([takePicture(qmp, paths), takePicture(qmp, paths)])
  expect(asked).toHaveLength(1)
  expect(asked[0]).toMatchObject({ format: 'png' })
  await takePicture(qmp, paths)
  expect(asked).toHaveLength(2)
  expect(await filesBeside()).toEqual(['screen.png'])
})

it('takes nothing larger than a screen, and waits for no pipe', async () => {
  const huge = qemu((path) => writeFile(path, png('a', '7fffffff')))
  await expect(takePicture(huge.qmp, paths)).rejects.toThrow('no whole picture')
  const endless = qemu(async (path) => {
    await writeFile(path, png('a'))
    await truncate(path, PICTURE_MAX_BYTES + 1)
  })
  await expect(takePicture(endless.qmp, paths)).rejects.toThrow('no whole picture')
  const pipe = qemu(async (path) => void (await promisify(execFile)('mkfifo', [path])))
  await expect(takePicture(pipe.qmp, paths)).rejects.toThrow('no whole picture')
  expect(await filesBeside()).toEqual([])
})

it('leaves a picture of the same as it was, with its time', async () => {
  let content = 'a'
  const { qmp } = qemu((path) => writeFile(path, png(content)))
  await takePicture(qmp, paths)
  await utimes(paths.picture, 1_000, 1_000)
  await takePicture(qmp, paths)
  expect((await stat(paths.picture)).mtimeMs).toBe(1_000_000)
  content = 'b'
  await takePicture(qmp, paths)
  expect((await stat(paths.picture)).mtimeMs).toBeGreaterThan(1_000_000)
  expect(await readFile(paths.picture)).toEqual(png('b'))
})

it('keeps the one before where QEMU refuses, or writes half of one', async () => {
  await writeFile(paths.picture, png('before'))
  const old = qemu(() =>
    Promise.reject(new GuesthouseError('QEMU_REFUSED', { command: 'screendump' })),
  )
  await expect(takePicture(old.qmp, paths)).rejects.toMatchObject({ code: 'QEMU_REFUSED' })
  const full = qemu((path) => writeFile(path, png('longer').subarray(0, -3)))
  await expect(takePicture(full.qmp, paths)).rejects.toThrow('no whole picture')
  expect(await readFile(paths.picture)).toEqual(png('before'))
  expect(await filesBeside()).toEqual(['screen.png'])
})

const runOf = (qmp: QmpClient, display = 'vnc'): RunHandle =>
  ({ qmp, record: { config: { display } } }) as unknown as RunHandle

it('is not waited for where QEMU takes its time, or there is no screen', async () => {
  const hung = qemu(() => new Promise(() => {}))
  expect(await takeBefore(runOf(hung.qmp), paths, silentLogger)).toBe(false)
  const { qmp, asked } = qemu((path) => writeFile(path, png('a')))
  expect(await takeBefore(runOf(qmp, 'none'), paths, silentLogger)).toBe(false)
  expect(await takeBefore(null, paths, silentLogger)).toBe(false)
  expect(asked).toEqual([])
  expect(await takeBefore(runOf(qmp), paths, silentLogger)).toBe(true)
})

it('is that of the run, then that of the run before, by its time', async () => {
  expect(await lastPicture(paths)).toEqual({ kind: 'none' })
  await writeFile(paths.picture, png('a'))
  await utimes(paths.picture, 1_700_000_000.123, 1_700_000_000.123)
  await copyPicture(paths.picture, paths.lastPicture)
  await rm(paths.picture)
  const takenAt = 1_700_000_000_123
  expect(await lastPicture(paths)).toEqual({ kind: 'picture', png: png('a'), takenAt })
  expect(await lastPicture(paths, takenAt)).toEqual({ kind: 'known' })
  await writeFile(paths.picture, png('b'))
  expect(await lastPicture(paths, takenAt)).toMatchObject({ kind: 'picture', png: png('b') })
})

it('is asked of QEMU at most every two seconds, and from the first look of a run on', async () => {
  const now = vi.spyOn(performance, 'now').mockReturnValue(50_000)
  const { qmp, asked } = qemu((path) => writeFile(path, png('a')))
  const guestWith = (run: object): Guest => ({ run, paths }) as unknown as Guest
  let guest = guestWith({ ...runOf(qmp), answers: true })
  const pictures = new Pictures({
    ...{ guest: () => guest, keptFiles: () => [], logger: silentLogger },
  })
  await pictures.screen('id')
  now.mockReturnValue(51_999)
  await pictures.screen('id')
  expect(asked).toHaveLength(1)
  now.mockReturnValue(52_000)
  await pictures.screen('id')
  expect(asked).toHaveLength(2)
  guest = guestWith({ ...runOf(qmp), answers: true })
  await pictures.screen('id')
  expect(asked).toHaveLength(3)
})

it('is kept when its run ends, unless nobody wants it', async () => {
  await writeFile(paths.picture, png('a'))
  await keepPicture(paths, () => true)
  expect(await readFile(paths.lastPicture)).toEqual(png('a'))
  const guest = (): Guest => ({ paths }) as unknown as Guest
  const pictures = new Pictures({
    ...{ guest, keptFiles: () => [paths.lastPicture], logger: silentLogger },
  })
  expect(pictures.kept).toBe(true)
  await pictures.setKept(false)
  expect(await readdir(paths.stateDir)).toEqual([])
  await keepPicture(paths, () => pictures.kept)
  expect(await readdir(paths.stateDir)).toEqual([])
  // Who changes their mind while it is being written has none either.
  const answers = [true, false]
  await keepPicture(paths, () => answers.shift() ?? false)
  expect(await readdir(paths.stateDir)).toEqual([])
  await pictures.setKept(true)
  await keepPicture(paths, () => pictures.kept)
  expect(await readFile(paths.lastPicture)).toEqual(png('a'))
})
