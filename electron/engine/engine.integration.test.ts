import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testGuest } from '../../scripts/test-guest/index.mjs'
import { identify, waitUntilGone } from '../platform/process-identity.ts'
import {
  EngineHome,
  eventually,
  idleGuest,
  pidOf,
  untilState,
  viewOf,
} from './testing/engine-home.ts'

let home: EngineHome
beforeEach(async () => {
  home = await EngineHome.make()
})
afterEach(() => home.dispose())

const { readyLine, ...kernelBoot } = testGuest()
const bootable = () => idleGuest({ name: 'tiny', memoryMiB: 256, kernelBoot })

async function killed(pid: number): Promise<void> {
  const identity = identify(pid)
  process.kill(pid, 'SIGKILL')
  if (identity !== null) await waitUntilGone(identity, 5_000)
}

describe('a guest', () => {
  it('boots, prints on its serial port, shows a screen, and shuts down when asked', async () => {
    const engine = await home.open()
    const { id } = await engine.create(bootable())
    expect(viewOf(engine, id)).toMatchObject({ state: 'stopped', runtime: null, error: null })

    await engine.start(id)
    const running = viewOf(engine, id)
    expect(running).toMatchObject({ state: 'running', runtime: { uid: process.getuid?.() } })
    const acceleration = engine.host().acceleration
    expect(running.runtime?.accelerator).toBe(acceleration?.accelerator)
    const { uid } = await stat(`/proc/${pidOf(running)}`)
    expect(uid).toBe(process.getuid?.())
    expect(uid).not.toBe(0)

    await eventually(async () => expect(await home.serialLog(id)).toContain(readyLine), 60_000)
    const vnc = connect(engine.console(id, { kind: 'vnc' }).socketPath)
    const [greeting] = (await once(vnc, 'data')) as [Buffer]
    expect(greeting.toString()).toMatch(/^RFB 003\.008/)
    vnc.destroy()

    await engine.shutdown(id)
    const stopped = await untilState(engine, id, 'stopped')
    expect(stopped).toMatchObject({ runtime: null, error: null })
    await eventually(async () => expect(await home.guestPids()).toEqual([]))
    await eventually(async () => expect(await readdir(home.paths.runtimeDir)).toEqual([]))
  })

  it('pauses, resumes, is reset and powered off', async () => {
    const engine = await home.open()
    const { id } = await engine.create(idleGuest())
    await engine.start(id)
    await engine.pause(id)
    expect(viewOf(engine, id).state).toBe('paused')
    await expect(engine.pause(id)).rejects.toMatchObject({ code: 'GUEST_WRONG_STATE' })
    await engine.resume(id)
    expect(viewOf(engine, id).state).toBe('running')
    const { pid } = viewOf(engine, id).runtime ?? {}
    await engine.reset(id)
    expect(viewOf(engine, id)).toMatchObject({ state: 'running', runtime: { pid } })
    await engine.powerOff(id)
    expect(viewOf(engine, id)).toMatchObject({ state: 'stopped', error: null })
    expect(await home.guestPids()).toEqual([])
  })

  it('keeps what a person named it, through a rename while running', async () => {
    const engine = await home.open()
    const name = `Büro, "x" 'y' \\ $(id) ../🐍`
    const { id } = await engine.create(idleGuest({ name }))
    await engine.start(id)
    const argv = (await readFile(`/proc/${pidOf(viewOf(engine, id))}/cmdline`, 'utf8')).split('\0')
    expect(argv[argv.indexOf('-name') + 1]).toBe(`guest=${name.replaceAll(',', ',,')}`)
    await engine.rename(id, 'plain')
    await engine.powerOff(id)
    await home.close(engine)
    expect(viewOf(await home.open(), id)).toMatchObject({ name: 'plain', state: 'stopped' })
  })

  it('is still there when it cannot be deleted', async () => {
    const engine = await home.open()
    const disk = { kind: 'new', sizeBytes: 64 * 1024 ** 2 } as const
    const { id } = await engine.create(idleGuest({ disk }))
    const path = home.paths.guest(id).disk('disk0')
    await rm(path)
    await mkdir(join(path, 'in the way'), { recursive: true })
    await expect(engine.delete(id, { deleteDisks: true })).rejects.toMatchObject({
      code: 'FILE_WRITE_FAILED',
    })
    expect(viewOf(engine, id)).toMatchObject({ state: 'stopped' })
    await home.close(engine)
    const again = await home.open()
    expect(viewOf(again, id)).toMatchObject({ state: 'stopped', error: null })
    await rm(path, { recursive: true })
    await again.delete(id, { deleteDisks: true })
    expect(again.list()).toEqual([])
  })

  it('is deleted with the disk that was made for it', async () => {
    const engine = await home.open()
    const disk = { kind: 'new', sizeBytes: 64 * 1024 ** 2 } as const
    const { id } = await engine.create(idleGuest({ disk }))
    const preview = await engine.deletionPreview(id)
    expect(preview.managedDisks).toMatchObject([{ path: home.paths.guest(id).disk('disk0') }])
    expect(preview.managedDisks[0]?.bytes).toBeGreaterThan(0)
    await engine.start(id)
    await expect(engine.delete(id, { deleteDisks: true })).rejects.toMatchObject({
      code: 'GUEST_WRONG_STATE',
    })
    await engine.powerOff(id)
    await engine.delete(id, { deleteDisks: true })
    expect(engine.list()).toEqual([])
    expect((await readdir(home.paths.guestsDir)).filter((name) => name !== '.owner')).toEqual([])
  })
})

describe('the app goes and comes back', () => {
  it('finds a running guest as it is, and can end it', async () => {
    const first = await home.open()
    const { id } = await first.create(idleGuest())
    await first.start(id)
    await first.pause(id)
    const before = viewOf(first, id)
    await home.close(first)

    const second = await home.open()
    expect(viewOf(second, id)).toEqual({ ...before, since: expect.any(Number) })
    await second.resume(id)
    expect(viewOf(second, id).state).toBe('running')
    await second.powerOff(id)
    expect(viewOf(second, id).state).toBe('stopped')
    expect(await home.guestPids()).toEqual([])
  })

  it('notices that a guest it took over ends', async () => {
    const first = await home.open()
    const { id } = await first.create(bootable())
    await first.start(id)
    await eventually(async () => expect(await home.serialLog(id)).toContain(readyLine), 60_000)
    await home.close(first)
    const second = await home.open()
    await second.shutdown(id)
    expect(await untilState(second, id, 'stopped')).toMatchObject({ error: null })
  })

  it('finds it without its record, by its uuid', async () => {
    const first = await home.open()
    const { id } = await first.create(idleGuest())
    await first.start(id)
    const pid = pidOf(viewOf(first, id))
    await home.close(first)
    await writeFile(home.paths.guest(id).runFile, 'damaged')
    const second = await home.open()
    expect(viewOf(second, id)).toMatchObject({ state: 'running', runtime: { pid } })
  })

  it('does not take another process for it', async () => {
    const first = await home.open()
    const { id } = await first.create(idleGuest())
    await first.start(id)
    const { runFile } = home.paths.guest(id)
    const record = JSON.parse(await readFile(runFile, 'utf8'))
    await killed(pidOf(viewOf(first, id)))
    await untilState(first, id, 'crashed')
    await home.close(first)
    await mkdir(home.paths.guest(id).runtimeDir, { recursive: true })
    await writeFile(runFile, JSON.stringify({ ...record, process: identify(process.pid) }))
    const second = await home.open()
    expect(viewOf(second, id)).toMatchObject({ state: 'stopped', runtime: null })
  })

  it('does not take a program that only names it for it', async () => {
    const first = await home.open()
    const { id } = await first.create(idleGuest())
    await home.close(first)
    const other = spawn('sh', ['-c', 'exec sleep 1000', '-uuid', id, '-pidfile', '/elsewhere/pid'])
    await once(other, 'spawn')
    const naming = spawn('bash', ['-c', 'read -r', 'x', '-uuid', id, '-pidfile', '/elsewhere/pid'])
    await once(naming, 'spawn')
    const second = await home.open()
    expect(viewOf(second, id)).toMatchObject({ state: 'stopped', runtime: null })
    for (const child of [other, naming]) child.kill('SIGKILL')
  })

  it('leaves programs alone that a person has open on its files', async () => {
    const first = await home.open()
    const { id } = await first.create(idleGuest())
    await home.close(first)
    const { helperSocket, stateDir } = home.paths.guest(id)
    const open = [helperSocket('tpm'), `${stateDir}/`, `${stateDir}/net0`].map((path) =>
      spawn('bash', ['-c', 'read -r', 'bash', path]),
    )
    await Promise.all(open.map((child) => once(child, 'spawn')))
    await home.open()
    expect(open.map(({ signalCode, exitCode }) => signalCode ?? exitCode)).toEqual([
      null,
      null,
      null,
    ])
    for (const child of open) child.kill('SIGKILL')
  })

  it('tells a crash that nobody saw from an end that nobody saw', async () => {
    const first = await home.open()
    const crashed = await first.create(idleGuest())
    const ended = await first.create(idleGuest())
    for (const { id } of [crashed, ended]) await first.start(id)
    const pids = [crashed, ended].map(({ id }) => pidOf(viewOf(first, id)))
    await home.close(first)
    await killed(pids[0] ?? 0)
    const identity = identify(pids[1] ?? 0)
    process.kill(pids[1] ?? 0, 'SIGTERM')
    if (identity !== null) await waitUntilGone(identity, 5_000)
    const second = await home.open()
    expect(viewOf(second, crashed.id)).toMatchObject({
      state: 'crashed',
      error: { code: 'CRASHED_UNSEEN' },
    })
    expect(viewOf(second, ended.id)).toMatchObject({ state: 'stopped', error: null })
  })

  it('shows a QEMU that does not answer as running, and can end it', async () => {
    const first = await home.open()
    const { id } = await first.create(idleGuest())
    await first.start(id)
    const pid = pidOf(viewOf(first, id))
    await home.close(first)
    process.kill(pid, 'SIGSTOP')
    const second = await home.open()
    const wedged = { state: 'running', actions: ['power-off'] }
    expect(viewOf(second, id)).toMatchObject(wedged)
    await eventually(() =>
      expect(viewOf(second, id)).toMatchObject({ ...wedged, error: { code: 'QEMU_NO_ANSWER' } }),
    )
    await second.powerOff(id)
    expect(viewOf(second, id).state).toBe('stopped')
    expect(await home.guestPids()).toEqual([])
  })

  it('goes on with a QEMU that answers again', async () => {
    const first = await home.open()
    const { id } = await first.create(idleGuest())
    await first.start(id)
    const pid = pidOf(viewOf(first, id))
    await home.close(first)
    process.kill(pid, 'SIGSTOP')
    const second = await home.open()
    await eventually(() => expect(viewOf(second, id).error?.code).toBe('QEMU_NO_ANSWER'))
    process.kill(pid, 'SIGCONT')
    await eventually(() =>
      expect(viewOf(second, id)).toMatchObject({ state: 'running', error: null }),
    )
    await second.pause(id)
    expect(viewOf(second, id)).toMatchObject({ state: 'paused', runtime: { pid } })
  })

  it('refuses a second engine on the same guests', async () => {
    await home.open()
    await expect(home.open()).rejects.toMatchObject({ code: 'STORE_OWNED' })
  })
})
