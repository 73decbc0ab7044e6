import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { guestConfigSchema } from '../../../shared/domain/guest-config.ts'
import type { Notice } from '../../../shared/domain/notices.ts'
import { silentLogger } from '../../platform/logger.ts'
import { type GuestPaths, resolvePaths } from '../../platform/paths.ts'
import { prepareFirmware } from './prepare-firmware.ts'
import { FirmwareSandbox } from './testing.test-support.ts'

const ID = '6d5f3d0e-2a36-4d0c-8d0a-0f3f2f2b7c11'
const SECURE = ['secure-boot', 'requires-smm', 'enrolled-keys']

let sandbox: FirmwareSandbox
let paths: GuestPaths
let notices: Notice[]
beforeEach(async () => {
  sandbox = await FirmwareSandbox.make()
  paths = resolvePaths({ HOME: sandbox.dir, XDG_RUNTIME_DIR: sandbox.dir }).guest(ID)
  await mkdir(paths.dir, { recursive: true })
  notices = []
})
afterEach(() => sandbox.remove())

const config = (firmware: object) =>
  guestConfigSchema.parse({
    ...{ schema: 2, id: ID, name: 'g', memoryMiB: 64, cpus: 1, accelerator: 'auto' },
    ...{ disks: [], cdroms: [], nics: [], serials: [], display: 'none', createdAt: 0 },
    firmware,
  })

const qemu = { machineTypes: ['microvm', 'pc-i440fx-7.2', 'pc-q35-7.2'] }

const start = (secureBoot: boolean, more: { env?: NodeJS.ProcessEnv } = {}) =>
  prepareFirmware(
    {
      config: config({ kind: 'uefi', secureBoot }),
      paths,
      qemu,
      env: more.env ?? process.env,
      logger: silentLogger,
      signal: new AbortController().signal,
      notice: (notice) => notices.push(notice),
    },
    [sandbox.path('descriptors')],
  )

/** No qemu-img: what needs one fails. */
const noPrograms = { env: { PATH: '/nowhere' } }

describe('the firmware of a guest', () => {
  test('a BIOS needs nothing', async () => {
    const signal = new AbortController().signal
    const run = { paths, env: {}, logger: silentLogger, signal, notice: () => {} }
    const bios = config({ kind: 'bios' })
    expect(await prepareFirmware({ ...run, config: bios, qemu }, [])).toBeNull()
  })

  test('variables are made of the template at the first start, as qcow2 of its size', async () => {
    await sandbox.firmware('50-plain', { bytes: 540_672 })
    expect(await start(false)).toEqual({
      code: { path: sandbox.path('50-plain.code'), format: 'raw' },
      nvram: { path: paths.nvram, format: 'qcow2' },
      smm: false,
    })
    const image = await readFile(paths.nvram)
    expect(image.subarray(0, 4).toString('latin1')).toBe('QFI\u00fb')
    expect(image.readBigUInt64BE(24)).toBe(540_672n)
  })

  test('they are kept at later starts, for which no program is run', async () => {
    await sandbox.firmware('50-plain')
    await start(false)
    const image = await readFile(paths.nvram)
    image.write('written by the guest', 40_000)
    await writeFile(paths.nvram, image)
    await start(false, noPrograms)
    expect(await readFile(paths.nvram)).toEqual(image)
  })

  test('switching Secure Boot gives other variables, and switching back the first ones', async () => {
    await sandbox.firmware('40-secure', { features: SECURE })
    await sandbox.firmware('50-plain')
    await start(false)
    const image = await readFile(paths.nvram)
    image.write('boot entries', 40_000)
    await writeFile(paths.nvram, image)

    const secure = await start(true)
    expect(secure).toMatchObject({ smm: true, code: { path: sandbox.path('40-secure.code') } })
    expect(await readFile(paths.nvram)).not.toEqual(image)
    expect(notices).toEqual([])

    expect(await start(false, noPrograms)).toMatchObject({
      code: { path: sandbox.path('50-plain.code') },
    })
    expect(await readFile(paths.nvram)).toEqual(image)
  })

  test('a switch that was cut off is done again, and loses nothing', async () => {
    await sandbox.firmware('40-secure', { features: SECURE })
    await sandbox.firmware('50-plain')
    await start(false)
    const image = await readFile(paths.nvram)
    // qemu-img is gone in the middle of it: parked, marked, not made.
    await expect(start(true, noPrograms)).rejects.toMatchObject({ code: 'QEMU_IMG_NOT_FOUND' })
    await start(true)
    await start(false, noPrograms)
    expect(await readFile(paths.nvram)).toEqual(image)
  })

  test('a guest stays with its firmware when a package brings another before it', async () => {
    await sandbox.firmware('50-plain')
    await start(false)
    await sandbox.firmware('10-newer', { bytes: 131_072 })
    expect(await start(false)).toMatchObject({ code: { path: sandbox.path('50-plain.code') } })
  })

  test('it moves to firmware of the same size when its own is gone', async () => {
    await sandbox.firmware('50-plain')
    await start(false)
    await sandbox.firmware('10-bigger', { bytes: 131_072 })
    await sandbox.firmware('60-same')
    await rm(sandbox.path('50-plain.code'))
    expect(await start(false)).toMatchObject({ code: { path: sandbox.path('60-same.code') } })
  })

  test('it does not start on firmware that could not read its variables', async () => {
    await sandbox.firmware('50-plain')
    await start(false)
    await sandbox.firmware('10-bigger', { bytes: 131_072 })
    await rm(sandbox.path('50-plain.code'))
    await expect(start(false)).rejects.toMatchObject({
      code: 'FIRMWARE_CHANGED',
      params: { path: sandbox.path('50-plain.code'), nvram: paths.nvram },
    })
  })

  test('variables without a record of their origin, as of a clone, are taken as they are', async () => {
    await sandbox.firmware('50-plain')
    await start(false)
    const image = await readFile(paths.nvram)
    await rm(paths.nvramOrigin)
    await start(false, noPrograms)
    expect(await readFile(paths.nvram)).toEqual(image)
  })

  test('keys that are missing are said, because Secure Boot then checks nothing', async () => {
    await sandbox.firmware('40-secure', { features: ['secure-boot', 'requires-smm'] })
    await start(true)
    expect(notices).toEqual([{ code: 'SECURE_BOOT_NO_KEYS', params: {} }])
  })

  test('what is missing is named, and nothing is left behind', async () => {
    await expect(start(false)).rejects.toMatchObject({ code: 'FIRMWARE_NOT_FOUND' })
    await sandbox.firmware('50-plain')
    await expect(start(true)).rejects.toMatchObject({ code: 'SECURE_BOOT_NOT_FOUND' })
    await expect(readFile(paths.nvram)).rejects.toThrow('ENOENT')
  })
})
