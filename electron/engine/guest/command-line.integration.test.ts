import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { GuestConfig, NewGuest } from '../../../shared/domain/guest-config.ts'
import type { Engine } from '../index.ts'
import { EngineHome, idleGuest, pidOf, viewOf } from '../testing/engine-home.ts'

let home: EngineHome
let engine: Engine
beforeEach(async () => {
  home = await EngineHome.make()
  engine = await home.open()
})
afterEach(() => home.dispose())

const disk = { kind: 'new', sizeBytes: 16 * 1024 * 1024 } as const

function configOf(id: string): GuestConfig {
  const { config } = viewOf(engine, id)
  if (config === null) throw new Error('broken')
  return config
}

/** Every file below the home, with caches left out: what was learnt of the host may be kept. */
async function files(directory = home.dir): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true })
  const below = entries.map(async (entry) => {
    const path = join(directory, entry.name)
    if (path === home.paths.cacheDir) return []
    return entry.isDirectory() ? files(path) : [path]
  })
  return (await Promise.all(below)).flat().sort()
}

const argvOf = async (pid: number): Promise<string[]> =>
  (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0').slice(0, -1)

const cases: [string, Partial<NewGuest>, Partial<GuestConfig>][] = [
  ['is plain', { disk }, {}],
  [
    'has a TPM, UEFI and sound',
    { disk, tpm: true, firmware: { kind: 'uefi', secureBoot: false } },
    { sound: { device: 'hda-duplex', microphone: false } },
  ],
]

it.each(cases)('of a guest that %s is what it is started with', async (_name, input, part) => {
  const { id } = await engine.create(idleGuest(input))
  await engine.configure(id, { config: { ...configOf(id), ...part } })
  const before = await files()
  const planned = await engine.commandLine(id)
  expect(await files()).toEqual(before)
  expect(existsSync(home.paths.guest(id).runtimeDir)).toBe(false)
  expect(planned.running).toBe(false)
  await engine.start(id)
  const [program, ...rest] = await argvOf(pidOf(viewOf(engine, id)))
  expect(planned).toEqual({ program, arguments: rest, running: false })
  expect(await engine.commandLine(id)).toEqual({ program, arguments: rest, running: true })
  // What it would be with other hardware can be asked while it runs.
  const config = { ...configOf(id), memoryMiB: 128 }
  const changed = await engine.commandLine(id, config)
  expect(changed.running).toBe(false)
  expect(changed.arguments).toContain('size=128M')
})

it('of a saved guest is how it goes on', async () => {
  const { id } = await engine.create(idleGuest({ disk }))
  await engine.start(id)
  await engine.save(id)
  const planned = await engine.commandLine(id)
  expect(planned.arguments).toEqual(expect.arrayContaining(['-incoming', 'defer', '-S']))
  await engine.start(id)
  const [, ...rest] = await argvOf(pidOf(viewOf(engine, id)))
  expect(planned.arguments).toEqual(rest)
})

it('is refused for another machine and for what is none, in words', async () => {
  const { id } = await engine.create(idleGuest())
  const { id: other } = await engine.create(idleGuest({ name: 'other' }))
  await expect(engine.commandLine(id, configOf(other))).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  })
  const cpus = 0
  await expect(engine.commandLine(id, { ...configOf(id), cpus })).rejects.toMatchObject({
    ...{ code: 'INVALID_INPUT', params: { reason: expect.stringContaining('cpus') } },
  })
  await home.close(engine)
  engine = await home.open({ PATH: join(home.dir, 'empty') })
  await expect(engine.commandLine(id)).rejects.toMatchObject({ code: 'QEMU_NOT_FOUND' })
})
