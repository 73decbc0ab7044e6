import { open, readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { GuestConfig } from '../../shared/domain/guest-config.ts'
import { isAlive } from '../platform/process-identity.ts'
import type { Engine } from './index.ts'
import { bootable, networkShell } from './network/testing/network-guests.ts'
import { readRunRecord, type RunRecord } from './store/run-file.ts'
import { EngineHome, eventually, idleGuest, pidOf, viewOf } from './testing/engine-home.ts'

let home: EngineHome
let engine: Engine
beforeEach(async () => {
  home = await EngineHome.make()
  engine = await home.open()
})
afterEach(() => home.dispose())

async function configure(id: string, part: Partial<GuestConfig>): Promise<void> {
  const { config } = viewOf(engine, id)
  if (config === null) throw new Error('broken')
  await engine.configure(id, { config: { ...config, ...part } })
}

async function recordOf(id: string): Promise<RunRecord> {
  const record = await readRunRecord(home.paths.guest(id).runFile)
  if (record === null) throw new Error('no record')
  return record
}

describe('a disposable run', () => {
  it('lets the guest write, and leaves its disk as it was', async () => {
    const path = join(home.dir, 'mine.img')
    await writeFile(path, 'before')
    await truncate(path, 1024 * 1024)
    const { id } = await engine.create({
      ...bootable('disposable'),
      disk: { kind: 'existing', path },
    })
    await engine.start(id, { disposable: true })
    expect(viewOf(engine, id).runtime?.disposable).toBe(true)
    const shell = await networkShell(home, engine, id)
    await shell.run('printf after | dd of=/dev/vda conv=notrunc && sync')
    expect(await shell.run('head -c 6 /dev/vda')).toContain('after')
    shell.close()
    await engine.powerOff(id)
    const file = await open(path)
    const { buffer } = await file.read({ buffer: Buffer.alloc(6) })
    await file.close()
    expect(buffer.toString()).toBe('before')
    await expect(readFile(home.paths.guest(id).overlay('disk0'))).rejects.toThrow('ENOENT')
  })
})

describe('a disk whose file ends within a sector', () => {
  // With io_uring QEMU 7.2 never comes back from its last sector.
  it('is read to its end', async () => {
    const path = join(home.dir, 'odd.img')
    await writeFile(path, Buffer.alloc(1024 * 1024 + 100, 'x'))
    const { id } = await engine.create({ ...bootable('odd'), disk: { kind: 'existing', path } })
    await engine.start(id)
    const shell = await networkShell(home, engine, id)
    expect(await shell.run('dd if=/dev/vda | tr -dc x | wc -c')).toContain(`${1024 * 1024 + 100}`)
    shell.close()
  })
})

describe('a network card whose cable is out', () => {
  it('has no link from the first instruction on', async () => {
    const { id } = await engine.create(bootable('unplugged'))
    const [nic] = viewOf(engine, id).config?.nics ?? []
    if (nic === undefined) throw new Error('no NIC')
    await configure(id, { nics: [{ ...nic, connected: false }] })
    await engine.start(id)
    expect(viewOf(engine, id).state).toBe('running')
    const shell = await networkShell(home, engine, id)
    await shell.run('ip link set eth0 up')
    expect(await shell.run('cat /sys/class/net/eth0/carrier')).toMatch(/^0/)
    shell.close()
  })
})

describe('the programs beside a guest', () => {
  const withTpm = async (): Promise<string> => {
    const { id } = await engine.create(idleGuest({ tpm: true }))
    await engine.start(id)
    return id
  }

  it('end with it', async () => {
    const id = await withTpm()
    const { helpers } = await recordOf(id)
    expect(helpers.length).toBeGreaterThan(0)
    expect(helpers.filter(({ process }) => !isAlive(process))).toEqual([])
    await engine.powerOff(id)
    expect(helpers.filter(({ process }) => isAlive(process))).toEqual([])
  })

  it('are known to the next engine, and end with the guest then', async () => {
    const id = await withTpm()
    const { helpers } = await recordOf(id)
    await home.close(engine)
    engine = await home.open()
    expect(helpers.filter(({ process }) => !isAlive(process))).toEqual([])
    await engine.powerOff(id)
    expect(helpers.filter(({ process }) => isAlive(process))).toEqual([])
  })

  it('are ended where the guest was killed while no engine was there', async () => {
    const id = await withTpm()
    const record = await recordOf(id)
    await home.close(engine)
    // One that is stopped cannot end by itself.
    for (const { process: helper } of record.helpers) process.kill(helper.pid, 'SIGSTOP')
    process.kill(record.process.pid, 'SIGKILL')
    await eventually(() => expect(isAlive(record.process)).toBe(false))
    engine = await home.open()
    expect(viewOf(engine, id).state).toBe('crashed')
    expect(record.helpers.filter(({ process: helper }) => isAlive(helper))).toEqual([])
    await engine.start(id)
    expect(viewOf(engine, id).state).toBe('running')
  })

  it('are missed on its page where they end before it', async () => {
    const id = await withTpm()
    const { helpers } = await recordOf(id)
    const pid = pidOf(viewOf(engine, id))
    for (const { process: helper } of helpers) process.kill(helper.pid, 'SIGKILL')
    await eventually(() =>
      expect(viewOf(engine, id).runtime?.notices).toEqual(
        expect.arrayContaining(
          helpers.map(({ name }) => ({ code: 'HELPER_ENDED', params: { name } })),
        ),
      ),
    )
    expect(viewOf(engine, id)).toMatchObject({ state: 'running', runtime: { pid } })
  })
})
