import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Sample } from '../../../shared/domain/statistics.ts'
import type { NewGuest } from '../../../shared/domain/guest-config.ts'
import type { Engine } from '../index.ts'
import { EngineHome, idleGuest } from '../testing/engine-home.ts'

const MEBIBYTE = 1024 * 1024

let home: EngineHome
beforeEach(async () => {
  home = await EngineHome.make()
})
afterEach(() => home.dispose())

/** Guests without a network and without sound, which other tests are about. */
async function guests(...made: readonly NewGuest[]): Promise<[Engine, string[]]> {
  const maker = await home.open()
  const ids = (await Promise.all(made.map((guest) => maker.create(guest)))).map(({ id }) => id)
  await home.close(maker)
  for (const id of ids) {
    const { configFile } = home.paths.guest(id)
    const config = JSON.parse(await readFile(configFile, 'utf8')) as object
    await writeFile(configFile, JSON.stringify({ ...config, nics: [], sound: null }))
  }
  return [await home.open(), ids]
}

/** Resolves with the first sample of the guest that is as wanted. */
function untilSample(
  engine: Engine,
  id: string,
  wanted: (sample: Sample) => boolean,
): Promise<Sample> {
  return new Promise((resolve) => {
    const stop = engine.statistics.onChange(({ span, samples }) => {
      const found = samples.find((entry) => entry.id === id)?.sample
      if (span !== 'minute' || found === undefined || !wanted(found)) return
      stop()
      resolve(found)
    })
  })
}

/** A disk that keeps its guest busy: the boot sector reads the next one over and over. */
async function readingDisk(): Promise<NewGuest['disk']> {
  const path = join(home.dir, 'disk.img')
  const disk = Buffer.alloc(MEBIBYTE)
  // mov ax,0201; mov bx,7e00; mov cx,2; mov dx,80; int 13; jmp to the start
  disk.write('b80102bb007eb90200ba8000cd13ebf0', 'hex')
  disk.write('55aa', 510, 'hex')
  await writeFile(path, disk)
  return { kind: 'existing', path }
}

it('tells a guest that works from one that does not', { timeout: 120_000 }, async () => {
  const [engine, [busy = '', idle = '']] = await guests(
    idleGuest({ name: 'busy', memoryMiB: 96, disk: await readingDisk() }),
    idleGuest({ name: 'idle', memoryMiB: 64 }),
  )
  await engine.start(idle)
  await engine.pause(idle)
  await engine.start(busy)
  const resting = await untilSample(engine, idle, ({ cpuPercent }) => cpuPercent !== null)
  // How much of a processor it gets, the host's other programs decide as well.
  const atWork = ({ cpuPercent, diskReads }: Sample): boolean =>
    (cpuPercent ?? 0) > (resting.cpuPercent ?? 0) + 5 && (diskReads ?? 0) > 20
  const working = await untilSample(engine, busy, atWork)
  expect(working.cpuPercent).toBeLessThan(1_000)
  expect((working.diskReadBytes ?? 0) / (working.diskReads ?? 1)).toBeCloseTo(512, -1)
  expect(working).toMatchObject({ diskWrites: 0, diskWrittenBytes: 0 })
  expect(resting.cpuPercent).toBeLessThan(20)
  expect(resting).toMatchObject({ diskReads: 0, diskReadBytes: 0 })
  expect(working.memoryBytes).toBeGreaterThan(16 * MEBIBYTE)
  expect(working.memoryBytes).toBeLessThan(1_024 * MEBIBYTE)
  expect([working.balloonBytes, resting.balloonBytes]).toEqual([96 * MEBIBYTE, 64 * MEBIBYTE])
  // Nothing counts the bytes of a network that is QEMU's own, and these have none.
  expect(resting).toMatchObject({ networkReceivedBytes: null, networkSentBytes: null })
  const [first] = engine.statistics.snapshot()
  expect(first?.minute).toHaveLength(60)
  const known = engine.statistics.snapshot().map(({ id }) => id)
  expect(new Set(known)).toEqual(new Set([busy, idle]))
  await engine.powerOff(idle)
  expect(engine.statistics.snapshot().map(({ id }) => id)).toEqual([busy])
})
