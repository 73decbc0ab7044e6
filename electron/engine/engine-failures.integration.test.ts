import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
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

describe('QEMU fails', () => {
  it('killed: the guest is crashed, says how, and starts again', async () => {
    const engine = await home.open()
    const { id } = await engine.create(idleGuest())
    await engine.start(id)
    process.kill(pidOf(viewOf(engine, id)), 'SIGKILL')
    expect(await untilState(engine, id, 'crashed')).toMatchObject({
      error: { code: 'QEMU_CRASHED', params: { how: 'ended by SIGKILL' } },
      actions: expect.arrayContaining(['start', 'rename', 'delete']),
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
    const env = await home.fakeQemu(
      'case "$*" in *-uuid*) exec 9<> <(:); read -r -u 9;; esac; exec "$REAL" "$@"',
    )
    const engine = await home.open(env)
    const { id } = await engine.create(idleGuest())
    const failed = engine.start(id).catch((error: unknown) => error)
    await eventually(async () => expect(await home.guestPids()).not.toEqual([]))
    await engine.powerOff(id)
    expect(await failed).toMatchObject({ code: 'START_CANCELLED' })
    expect(viewOf(engine, id)).toMatchObject({ state: 'stopped', error: null })
    expect(await home.guestPids()).toEqual([])
  })

  it('dies of CPU features: started again without them', async () => {
    // Stands for a nested host: KVM refuses one MSR, and is otherwise played by TCG.
    const env = await home.fakeQemu(`
      args=()
      for a in "$@"; do
        case "$a" in
          kvm) args+=(tcg);;
          host) echo 'error: failed to set MSR 0x10a to 0x0' >&2; kill -ABRT $$;;
          host,-arch-capabilities) echo 'error: failed to set MSR 0x345 to 0x0' >&2; kill -ABRT $$;;
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
    expect((await again.log(id)).text).toMatch(/-cpu host,-arch-capabilities,-\w+/)
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
