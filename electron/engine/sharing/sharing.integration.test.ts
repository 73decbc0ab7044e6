import { createHash, randomBytes } from 'node:crypto'
import { chmod, copyFile, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testGuest } from '../../../scripts/test-guest/index.mjs'
import { guestConfigSchema } from '../../../shared/domain/guest-config.ts'
import { silentLogger } from '../../platform/logger.ts'
import { openChannel } from '../agent/testing/open-channel.ts'
import { runInGuest, withAgent, withFrozenFileSystems } from '../agent/index.ts'
import type { Engine } from '../index.ts'
import { EngineHome, eventually } from '../testing/engine-home.ts'

/** A Debian with systemd and qemu-guest-agent, and two folders of this computer. */
let home: EngineHome
let engine: Engine
let id: string
const folder = (name: string): string => join(home.dir, name)

beforeAll(async () => {
  home = await EngineHome.make()
  const { disk: image, kernel, initrd, commandLine } = testGuest('system')
  const disk = folder('system.qcow2')
  await copyFile(image, disk)
  await chmod(disk, 0o600)
  await Promise.all(['shared', 'fixed'].map((name) => mkdir(folder(name))))
  await writeFile(join(folder('shared'), 'hello'), 'from this computer')
  await writeFile(join(folder('fixed'), 'hello'), 'read only')

  const first = await home.open()
  ;({ id } = await first.create({
    ...{ name: 'system', memoryMiB: 768, cpus: 2, disk: { kind: 'existing', path: disk } },
    kernelBoot: { kernel, initrd, commandLine },
  }))
  await home.close(first)
  await configure({
    shares: [
      { id: 'share0', path: folder('shared'), tag: 'shared' },
      { id: 'share1', path: folder('fixed'), tag: 'fixed', readOnly: true, driver: '9p' },
    ],
  })
  engine = await home.open()
  await engine.start(id)
  await eventually(() => engine.inside.info(id), 240_000)
}, 300_000)
afterAll(() => home.dispose())

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

async function configure(part: object): Promise<void> {
  const file = home.paths.guest(id).configFile
  const config = guestConfigSchema.parse({ ...JSON.parse(await readFile(file, 'utf8')), ...part })
  await writeFile(file, JSON.stringify(config))
}

/** Runs a program in the guest, and fails where it does. */
async function inGuest(path: string, ...args: string[]): Promise<string> {
  const guest = openChannel(home.paths.guest(id).agentSocket)
  const end = await withAgent(guest, (agent) => runInGuest(agent, { path, args }))
  if (end.code !== 0) throw new Error(end.stderr)
  return end.stdout
}

describe('a guest with an agent', { timeout: 120_000 }, () => {
  test('tells what it is, and what it lets us do', async () => {
    const info = await engine.inside.info(id)
    expect(info).toMatchObject({
      os: expect.stringMatching(/Debian/),
      can: { freeze: true, copy: true, mount: true },
    })
    expect(info.hostName).not.toBeNull()
    expect(info.interfaces.map(({ name }) => name)).not.toContain('lo')
  })

  test('gets a file and gives it back, byte for byte, while it is shown how far it is', async () => {
    const bytes = randomBytes(3 * 1024 * 1024 + 17)
    await writeFile(folder('sent'), bytes)
    const to = "/root/a file; $(touch oops) 'of mine'"
    const started = performance.now()
    await engine.inside.copyIn(id, { from: folder('sent'), to, overwrite: false })
    const ms = performance.now() - started
    expect(await inGuest('/usr/bin/sha256sum', '--', to)).toContain(sha256(bytes))
    await engine.inside.copyOut(id, { from: to, to: folder('back'), overwrite: false })
    expect(sha256(await readFile(folder('back')))).toBe(sha256(bytes))
    // Nothing is left beside it.
    expect((await inGuest('/bin/ls', '-A', '/root')).match(/part/)).toBeNull()
    expect((await readdir(home.dir)).filter((name) => name.endsWith('.part'))).toEqual([])
    const jobs = engine.jobs.list().filter(({ kind }) => kind === 'copy-in')
    expect(jobs.at(-1)).toMatchObject({
      ...{ guest: id, state: 'done' },
      progress: { done: bytes.length, total: bytes.length },
    })
    expect(ms).toBeLessThan(60_000)
  })

  test('keeps what is there unless it may be replaced', async () => {
    await writeFile(folder('new'), 'new')
    const name = { from: folder('new'), to: '/etc/hostname', overwrite: false }
    const exists = { code: 'FILE_EXISTS' }
    await expect(engine.inside.copyIn(id, name)).rejects.toMatchObject(exists)
    const back = { from: '/etc/hostname', to: folder('new') }
    await expect(engine.inside.copyOut(id, { ...back, overwrite: false })).rejects.toMatchObject(
      exists,
    )
    expect(await readFile(folder('new'), 'utf8')).toBe('new')
    await engine.inside.copyOut(id, { ...back, overwrite: true })
    expect(await readFile(folder('new'), 'utf8')).toBe(await inGuest('/bin/cat', '/etc/hostname'))
    const onto = { from: folder('new'), to: '/etc', overwrite: true }
    await expect(engine.inside.copyIn(id, onto)).rejects.toMatchObject({ code: 'AGENT_REFUSED' })
  })

  test('a copy that is cancelled leaves nothing on either side', async () => {
    await writeFile(folder('large'), Buffer.alloc(64 * 1024 * 1024))
    const cancelOnProgress = engine.jobs.onChange((change) => {
      if (change.type === 'put' && (change.job.progress?.done ?? 0) > 0) {
        engine.jobs.cancel(change.job.id)
      }
    })
    const cancelled = { code: 'JOB_CANCELLED' }
    const copy = { from: folder('large'), to: '/root/large', overwrite: false }
    await expect(engine.inside.copyIn(id, copy)).rejects.toMatchObject(cancelled)
    await expect(
      engine.inside.copyOut(id, { from: '/dev/zero', to: folder('zero'), overwrite: false }),
    ).rejects.toMatchObject(cancelled)
    cancelOnProgress()
    expect(await inGuest('/bin/ls', '-A', '/root')).not.toContain('large')
    expect((await readdir(home.dir)).filter((name) => name.includes('zero'))).toEqual([])
  })

  test('what cannot be read is said, on either side', async () => {
    const { copyIn, copyOut } = engine.inside
    const pipe = { from: folder('shared'), to: '/root/x', overwrite: false }
    await expect(copyIn(id, pipe)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
    const none = { from: '/none', to: folder('x'), overwrite: false }
    await expect(copyOut(id, none)).rejects.toMatchObject({ code: 'AGENT_REFUSED' })
  })

  test('is frozen while work is done, and thawed when that fails', async () => {
    const guest = { ...openChannel(home.paths.guest(id).agentSocket), logger: silentLogger }
    const status = (): Promise<string> =>
      withAgent(guest, (agent) => agent.execute('guest-fsfreeze-status'))
    expect(await withFrozenFileSystems(guest, status)).toEqual({ value: 'frozen', frozen: true })
    expect(await status()).toBe('thawed')
    const failing = withFrozenFileSystems(guest, () => Promise.reject(new Error('no space')))
    await expect(failing).rejects.toThrow('no space')
    expect(await status()).toBe('thawed')
    await inGuest('/usr/bin/touch', '/root/thawed')
  })
})

describe('folders of this computer in a guest', { timeout: 120_000 }, () => {
  test('are mounted through the agent, and files are seen from both sides', async () => {
    expect(await engine.inside.mount(id, { share: 'share0' })).toEqual({
      mountPoint: '/mnt/shared',
    })
    expect(await inGuest('/bin/cat', '/mnt/shared/hello')).toBe('from this computer')
    await inGuest('/bin/sh', '-c', 'echo from the guest > /mnt/shared/answer')
    expect(await readFile(join(folder('shared'), 'answer'), 'utf8')).toBe('from the guest\n')
    expect((await stat(join(folder('shared'), 'answer'))).uid).toBe(process.getuid?.())
    // Again: it is there already.
    await engine.inside.mount(id, { share: 'share0' })
  })

  test('are not written to by the guest where they are read-only, whatever it mounts', async () => {
    await engine.inside.mount(id, { share: 'share1', mountPoint: '/srv/fixed' })
    expect(await inGuest('/bin/cat', '/srv/fixed/hello')).toBe('read only')
    await inGuest('/bin/mount', '-o', 'remount,rw', '/srv/fixed')
    await expect(inGuest('/bin/sh', '-c', 'echo x > /srv/fixed/new')).rejects.toThrow(
      /[Rr]ead-only/,
    )
    await expect(inGuest('/bin/rm', '/srv/fixed/hello')).rejects.toThrow(/[Rr]ead-only/)
    expect(await readFile(join(folder('fixed'), 'hello'), 'utf8')).toBe('read only')
  })

  test('are mounted by hand with the line that is shown', async () => {
    const [line] = await engine.inside.mountLines(id)
    expect(line).toMatchObject({
      share: 'share0',
      driver: expect.stringMatching(/^(9p|virtiofs)$/),
    })
    await inGuest('/bin/umount', '/mnt/shared')
    await inGuest('/bin/sh', '-c', line?.line.replaceAll('sudo ', '') ?? 'exit 1')
    expect(await inGuest('/bin/cat', '/mnt/shared/hello')).toBe('from this computer')
  })

  test('that the guest does not have cannot be mounted', async () => {
    const none = { code: 'SHARE_NOT_FOUND' }
    await expect(engine.inside.mount(id, { share: 'share7' })).rejects.toMatchObject(none)
  })
})

describe('an agent that does not answer', { timeout: 60_000 }, () => {
  const takes = async (ask: () => Promise<unknown>): Promise<number> => {
    const started = performance.now()
    await expect(ask()).rejects.toMatchObject({ code: 'AGENT_NOT_THERE' })
    return performance.now() - started
  }

  test('is waited for a short time only, and at once where it is not there', async () => {
    const guest = openChannel(home.paths.guest(id).agentSocket)
    const stopped = withAgent(guest, (agent) => {
      const arg = ['-c', 'kill -STOP $(pidof qemu-ga)']
      return agent.execute('guest-exec', { path: '/bin/sh', arg })
    })
    // It may be stopped before it can answer, and is some ms after it has.
    await stopped.catch(() => {})
    const within = (ms: number) => async (): Promise<void> =>
      expect(await takes(() => engine.inside.info(id))).toBeLessThan(ms)
    await eventually(within(20_000))
    // Until the guest has booted again, no program has the channel open.
    await engine.reset(id)
    await eventually(within(2_000))
  })
})
