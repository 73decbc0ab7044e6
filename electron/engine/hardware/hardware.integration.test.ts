import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { hardwareOfferSchema } from '../../../shared/domain/hardware-offer.ts'
import { silentLogger } from '../../platform/logger.ts'
import type { Engine } from '../index.ts'
import { EngineHome, idleGuest, viewOf } from '../testing/engine-home.ts'
import { cpuModels } from './cpu-models.ts'

let home: EngineHome
let engine: Engine
beforeEach(async () => {
  home = await EngineHome.make()
  engine = await home.open()
})
afterEach(() => home.dispose())

it('offers what this QEMU has, and starts guests with it', async () => {
  const { id } = await engine.create(idleGuest())
  const { config } = viewOf(engine, id)
  if (config === null) throw new Error('broken')
  const [nic] = config.nics
  if (nic === undefined) throw new Error('no NIC')
  const network = { kind: 'private', name: 'lab' } as const
  await engine.configure(id, { config: { ...config, nics: [{ ...nic, network }] } })
  const offer = await engine.hardware()
  expect(hardwareOfferSchema.parse(offer)).toEqual(offer)
  expect(offer.privateNetworks).toEqual(['lab'])
  expect(offer.videos).toEqual(expect.arrayContaining(['auto', 'virtio', 'vga']))
  expect(offer.diskBuses).toEqual(expect.arrayContaining(['virtio', 'scsi', 'sata', 'nvme']))
  expect(offer.nicModels).toContain('virtio')
  expect(offer.cpuModels).toContain('max')
  // A model that is offered lacks nothing, of which QEMU would warn.
  const model = offer.cpuModels.findLast((name) => name !== 'max' && name !== 'host') ?? 'max'
  await engine.configure(id, { config: { ...config, cpu: { model } } })
  await engine.start(id)
  expect((await engine.commandLine(id)).arguments).toContain(model)
  expect((await engine.log(id)).text).not.toContain("doesn't support requested feature")
})

it('asks QEMU for processors once, and anew for another accelerator', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'gh-cpus-'))
  try {
    const asked = {
      ...({ path: '/usr/bin/qemu-system-x86_64', accelerator: 'tcg', env: home.env } as const),
      ...{ cacheFile: join(dir, 'cpus.json'), logger: silentLogger },
    }
    const models = await cpuModels(asked)
    expect(models[0]).toBe('max')
    expect(await readdir(dir)).toEqual(['cpus.json'])
    const cached = await readFile(asked.cacheFile, 'utf8')
    expect(await cpuModels({ ...asked, env: { PATH: '' } })).toEqual(models)
    expect(await readFile(asked.cacheFile, 'utf8')).toBe(cached)
  } finally {
    await rm(dir, { recursive: true })
  }
})
