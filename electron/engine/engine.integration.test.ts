import { once } from 'node:events'
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testGuest } from '../../scripts/test-guest/index.mjs'
import { identify, waitUntilGone } from '../platform/process-identity.ts'
import { EngineHome, eventually, idleGuest, untilState, viewOf } from './testing/engine-home.ts'

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

const pidOf = (guest: { runtime: { pid: number } | null }): number => {
  if (guest.runtime === null) throw new Error('not running')
  return guest.runtime.pid
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

  it('refuses a second engine on the same guests', async () => {
    await home.open()
    await expect(home.open()).rejects.toMatchObject({ code: 'STORE_OWNED' })
  })
})

describe('QEMU fails', () => {
  it('killed: the guest is crashed, says how, and starts again', async () => {
    const engine = await home.open()
    const { id } = await engine.create(idleGuest())
    await engine.start(id)
    process.kill(pidOf(viewOf(engine, id)), 'SIGKILL')
    expect(await untilState(engine, id, 'crashed')).toMatchObject({
      error: { code: 'QEMU_CRASHED', params: { how: 'ended by SIGKILL' } },
      actions: ['start', 'rename', 'delete'],
    })
    await engine.start(id)
    expect(viewOf(engine, id)).toMatchObject({ state: 'running', error: null })
  })

  it('not installed: said in a sentence', async () => {
    const engine = await home.open({ PATH: join(home.dir, 'nothing') })
    const { id } = await engine.create(idleGuest())
    await expect(engine.start(id)).rejects.toMatchObject({ code: 'QEMU_NOT_FOUND' })
    expect(viewOf(engine, id)).toMatchObject({
      state: 'stopped',
      error: { code: 'QEMU_NOT_FOUND' },
    })
  })

  it('dies at once: its words are the cause, and in the log', async () => {
    const env = await home.fakeQemu(
      'case "$*" in *-uuid*) echo "qemu: no luck today" >&2; exit 1;; esac; exec "$REAL" "$@"',
    )
    const engine = await home.open(env)
    const { id } = await engine.create(idleGuest())
    await expect(engine.start(id)).rejects.toMatchObject({ code: 'QEMU_DIED_AT_START' })
    expect(viewOf(engine, id)).toMatchObject({
      state: 'stopped',
      error: { cause: 'qemu: no luck today' },
    })
    expect((await engine.log(id)).text).toContain('qemu: no luck today')
  })

  it('hangs while starting: the start can be cancelled', async () => {
    const env = await home.fakeQemu('case "$*" in *-uuid*) sleep 1000;; esac; exec "$REAL" "$@"')
    const engine = await home.open(env)
    const { id } = await engine.create(idleGuest())
    const failed = engine.start(id).catch((error: unknown) => error)
    await eventually(async () => expect(await home.guestPids()).not.toEqual([]))
    await engine.powerOff(id)
    expect(await failed).toMatchObject({ code: 'START_CANCELLED' })
    expect(viewOf(engine, id)).toMatchObject({ state: 'stopped', error: null })
    expect(await home.guestPids()).toEqual([])
  })

  it('dies of a CPU feature: started again without it', async () => {
    // Stands for a nested host: KVM refuses one MSR, and is otherwise played by TCG.
    const env = await home.fakeQemu(`
      args=()
      for a in "$@"; do
        case "$a" in
          kvm) args+=(tcg);;
          host) echo 'error: failed to set MSR 0x10a to 0x0' >&2; kill -ABRT $$;;
          host,*) args+=(max);;
          *) args+=("$a");;
        esac
      done
      exec "$REAL" "\${args[@]}"`)
    const engine = await home.open(env)
    const { id } = await engine.create(idleGuest())
    await home.close(engine)
    const { configFile } = home.paths.guest(id)
    const config = JSON.parse(await readFile(configFile, 'utf8'))
    await writeFile(configFile, JSON.stringify({ ...config, accelerator: 'kvm' }))
    const again = await home.open(env)
    await again.start(id)
    expect(viewOf(again, id)).toMatchObject({ state: 'running', runtime: { accelerator: 'kvm' } })
    expect((await again.log(id)).text).toContain('-cpu host,-arch-capabilities')
  })
})

describe('files that are not as they should be', () => {
  it('a damaged guest file leaves its log readable, and nothing else can be done', async () => {
    const first = await home.open()
    const { id } = await first.create(idleGuest())
    await first.start(id)
    await first.powerOff(id)
    await home.close(first)
    await writeFile(home.paths.guest(id).configFile, '{"schema":1,')
    const engine = await home.open()
    expect(viewOf(engine, id)).toMatchObject({ state: 'broken', actions: [], config: null })
    expect((await engine.log(id)).text).toContain(id)
    await expect(engine.start(id)).rejects.toMatchObject({ code: 'GUEST_BROKEN' })
    await expect(engine.delete(id, { deleteDisks: true })).rejects.toMatchObject({
      code: 'GUEST_BROKEN',
    })
  })

  it('a disk that is missing, a folder, or closed to the user is refused with its path', async () => {
    const engine = await home.open()
    const path = join(home.dir, 'disk.img')
    await writeFile(path, Buffer.alloc(1024 * 1024))
    const { id } = await engine.create(idleGuest({ disk: { kind: 'existing', path } }))
    await chmod(path, 0)
    await expect(engine.start(id)).rejects.toMatchObject({
      code: 'DISK_UNREADABLE',
      params: { path },
    })
    await rm(path)
    await expect(engine.start(id)).rejects.toMatchObject({ code: 'DISK_MISSING', params: { path } })
    await mkdir(path)
    await expect(engine.start(id)).rejects.toMatchObject({
      code: 'DISK_IS_DIRECTORY',
      params: { path },
    })
    expect(await home.guestPids()).toEqual([])
  })

  it('a disk that another guest uses is refused, and who uses it is named', async () => {
    const engine = await home.open()
    const path = join(home.dir, 'disk.img')
    await writeFile(path, Buffer.alloc(1024 * 1024))
    const disk = { kind: 'existing', path } as const
    const first = await engine.create(idleGuest({ disk }))
    const second = await engine.create(idleGuest({ disk }))
    await engine.start(first.id)
    const pid = pidOf(viewOf(engine, first.id))
    await expect(engine.start(second.id)).rejects.toMatchObject({
      code: 'DISK_IN_USE',
      params: { path, holder: expect.stringContaining(String(pid)) },
    })
    expect(viewOf(engine, first.id).state).toBe('running')
  })

  it('a medium that is not there is refused before anything is made', async () => {
    const engine = await home.open()
    const cdrom = join(home.dir, 'absent.iso')
    await expect(engine.create(idleGuest({ cdrom }))).rejects.toMatchObject({
      code: 'DISK_MISSING',
    })
    expect(engine.list()).toEqual([])
    expect((await readdir(home.paths.guestsDir)).filter((name) => name !== '.owner')).toEqual([])
  })

  it('a runtime directory that others can enter is refused', async () => {
    await chmod(join(home.dir, 'run'), 0o700)
    await mkdir(home.paths.runtimeDir, { mode: 0o777 })
    await chmod(home.paths.runtimeDir, 0o777)
    await expect(home.open()).rejects.toMatchObject({ code: 'RUNTIME_DIR_UNSAFE' })
  })
})
