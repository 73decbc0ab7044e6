import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testGuest } from '../../../../scripts/test-guest/index.mjs'
import { DAEMON_BUS_NAME } from '../../../../shared/domain/daemon.ts'
import { asAccount, type TestCaller } from '../../../dbus/testing/test-caller.ts'
import { skipWhere } from '../../../engine/testing/skip-where.ts'
import {
  createGuest,
  guestProperty,
  listObjects,
  MANAGER,
  onGuest,
  people,
  type Person,
  TestDaemon,
  uidOf,
} from '../testing/test-daemon.ts'

const isRoot = userInfo().uid === 0

/** Connects its own input and output to the socket in its first argument. */
const PLUG = `const s = require('net').connect(process.argv[1])
process.stdin.pipe(s); s.pipe(process.stdout)
s.on('error', (error) => { process.stderr.write(error.code); process.exit(1) })
s.on('close', () => process.exit(0))`

/** A program of a person that is connected to a socket. */
function plug(person: Person, socket: string) {
  const [run, ...args] = [...asAccount(people[person]), process.execPath, '-e', PLUG, socket]
  const child = spawn(run, args, { env: { PATH: process.env['PATH'] } })
  const exit = once(child, 'exit') as Promise<[number | null]>
  let [said, failure] = ['', '']
  let look = (): void => {}
  child.stdout.on('data', (bytes: Buffer) => {
    said += bytes.toString()
    look()
  })
  child.stderr.on('data', (bytes: Buffer) => {
    failure += bytes.toString()
  })
  return {
    type: (text: string | Buffer): void => void child.stdin.write(text),
    done: (): void => void child.stdin.end(),
    until: (text: string): Promise<void> =>
      new Promise((resolve) => {
        look = () => {
          if (said.includes(text)) resolve()
        }
        look()
      }),
    /** The code of the error that ended it; empty where it ended in order. */
    ended: async (): Promise<string> => {
      await exit
      return failure
    },
  }
}

describe('sockets that the daemon lends', () => {
  let daemon: TestDaemon
  let images: string
  let alice: TestCaller
  let bob: TestCaller

  beforeAll(async () => {
    if (!isRoot) return
    images = await mkdtemp(join(tmpdir(), 'gh-images-'))
    await chmod(images, 0o755)
    const { kernel, initrd } = testGuest()
    await cp(kernel, join(images, 'kernel'))
    await cp(initrd, join(images, 'initrd'))
    // Files of others are refused when they are handed over.
    execFileSync('chown', ['-R', 'guesthoused:', images])
    daemon = await TestDaemon.make({ storage: { directories: [images], files: [] } })
    alice = await daemon.join('alice')
    bob = await daemon.join('bob')
  })
  afterAll(async () => {
    if (!isRoot) return
    await daemon.dispose()
    await rm(images, { recursive: true })
  })
  beforeEach((context) => skipWhere(context, !isRoot, 'needs root'))

  const bootable = (name: string): Promise<string> => {
    const kernelBoot = {
      ...{ kernel: join(images, 'kernel'), initrd: join(images, 'initrd') },
      commandLine: testGuest().commandLine,
    }
    return createGuest(alice, name, { memoryMiB: 256, kernelBoot })
  }
  const openConsole = async (caller: TestCaller, guest: string): Promise<string> =>
    String((await onGuest(caller, guest, 'OpenConsole', 'ss', ['serial', 'serial0']))[0])
  const openUpload = async (caller: TestCaller, name: string, size: bigint) => {
    const [socket, upload] = await caller.call({
      ...{ ...MANAGER, member: 'OpenUpload', signature: 'st', body: [name, size] },
    })
    return { socket: String(socket), upload: String(upload) }
  }

  it('carry a guest from its boot over its serial console to its end', {
    timeout: 180_000,
  }, async () => {
    const guest = await bootable('booted')
    await listObjects(alice)
    const env = { ...process.env, ...daemon.bus.env }
    // The start by a program of others, as the person that it belongs to.
    const [run, ...args] = asAccount(people.alice)
    const start = ['call', DAEMON_BUS_NAME, guest, 'org.guesthouse.Guest1', 'Start', 'a{sv}', '0']
    execFileSync(run, [...args, 'busctl', ...start], { env })
    const socket = await openConsole(alice, guest)
    const shell = plug('alice', socket)
    await shell.until(testGuest().readyLine)
    shell.type("echo B''EGIN; echo $((6*7)); echo E''ND\n")
    await shell.until('BEGIN\r\n42\r\nEND')
    const [log] = await onGuest(alice, guest, 'SerialLog', 's', ['serial0'])
    expect(Buffer.from(log as Uint8Array).toString()).toContain('42')
    expect(await readdir(join(daemon.dir, 'run/consoles'))).toEqual([])
    // One connection, and then the socket is gone.
    expect(await plug('alice', socket).ended()).toBe('ENOENT')
    await onGuest(alice, guest, 'Shutdown')
    await alice.signal(
      ({ path, member, body }) =>
        path === guest &&
        member === 'PropertiesChanged' &&
        (body[1] as Map<string, { value: unknown }>).get('State')?.value === 'stopped',
    )
    expect(await shell.ended()).toBe('')
    await expect(openConsole(alice, guest)).rejects.toMatchObject({
      errorName: 'org.guesthouse.Error.ConsoleUnavailable',
    })
  })

  it('let in whom they were made for, and nobody else', async () => {
    const guest = await createGuest(alice, 'private')
    await onGuest(alice, guest, 'Start', 'a{sv}', [new Map()])
    expect(await guestProperty(alice, guest, 'Account')).toBe('guesthouse-qemu')
    const status = await readFile(
      `/proc/${Number(await guestProperty(alice, guest, 'Pid'))}/status`,
      'utf8',
    )
    expect(status).toMatch(/^CapEff:\s+0+$/m)
    const [vnc] = await onGuest(alice, guest, 'OpenConsole', 'ss', ['vnc', ''])
    expect(await plug('bob', String(vnc)).ended()).toBe('EACCES')
    const screen = plug('alice', String(vnc))
    await screen.until('RFB 003.008')
    await onGuest(alice, guest, 'PowerOff')
    expect(await screen.ended()).toBe('')
    await expect(onGuest(bob, guest, 'OpenConsole', 'ss', ['vnc', ''])).rejects.toMatchObject({
      errorName: 'org.freedesktop.DBus.Error.UnknownObject',
    })
  })

  it('are gone with the guest where nobody came', async () => {
    const guest = await createGuest(alice, 'short')
    await onGuest(alice, guest, 'Start', 'a{sv}', [new Map()])
    const socket = await openConsole(alice, guest)
    await onGuest(alice, guest, 'PowerOff')
    expect(await plug('alice', socket).ended()).toBe('ENOENT')
  })

  it('end for whom a guest is not shared with any more', async () => {
    const guest = await createGuest(alice, 'lent')
    await onGuest(alice, guest, 'Share', 'auas', [[uidOf(people.bob)], []])
    await onGuest(alice, guest, 'Start', 'a{sv}', [new Map()])
    const openScreen = async (caller: TestCaller): Promise<string> =>
      String((await onGuest(caller, guest, 'OpenConsole', 'ss', ['vnc', '']))[0])
    const his = plug('bob', await openScreen(bob))
    await his.until('RFB 003.008')
    const waiting = await openScreen(bob)
    const hers = await openScreen(alice)
    await onGuest(alice, guest, 'Share', 'auas', [[], []])
    expect(await his.ended()).toBe('')
    expect(await plug('bob', waiting).ended()).toBe('ENOENT')
    const screen = plug('alice', hers)
    await screen.until('RFB 003.008')
    await onGuest(alice, guest, 'PowerOff')
    await screen.ended()
  })

  it('are so many for an account and no more, which others do not feel', async () => {
    const guest = await createGuest(alice, 'many')
    await onGuest(alice, guest, 'Share', 'auas', [[uidOf(people.bob)], []])
    await onGuest(alice, guest, 'Start', 'a{sv}', [new Map()])
    const opened = await Promise.allSettled(
      Array.from({ length: 40 }, () => openConsole(alice, guest)),
    )
    const refused = opened.flatMap((one) =>
      one.status === 'rejected' ? [one.reason as Error] : [],
    )
    expect(refused).toHaveLength(8)
    expect(refused[0]).toMatchObject({ errorName: 'org.guesthouse.Error.TooManyOpen' })
    expect(await openConsole(bob, guest)).toContain(daemon.dir)
    await onGuest(alice, guest, 'PowerOff')
    expect(await readdir(join(daemon.dir, 'run/consoles'))).toEqual([])
  })

  it('take a file that becomes a disk, from an account whose files the daemon cannot read', async () => {
    const content = Buffer.alloc(1024 * 1024, 7)
    const { socket, upload } = await openUpload(alice, 'disk.raw', BigInt(content.length))
    await listObjects(alice)
    expect(await plug('bob', socket).ended()).toBe('EACCES')
    const sender = plug('alice', socket)
    sender.type(content)
    sender.done()
    await alice.signal(
      ({ path, member, body }) =>
        path === upload &&
        member === 'PropertiesChanged' &&
        (body[1] as Map<string, { value: unknown }>).get('State')?.value === 'done',
    )
    // Whom it does not belong to cannot name it.
    const disk = { kind: 'existing', path: upload }
    await expect(createGuest(bob, 'stolen', { disk })).rejects.toMatchObject({
      errorName: 'org.guesthouse.Error.FileNotAllowed',
    })
    const guest = await createGuest(alice, 'of-a-file', { disk })
    const { config } = JSON.parse(String(await guestProperty(alice, guest, 'View'))) as {
      config: { disks: { path: string }[] }
    }
    const path = config.disks[0]?.path ?? ''
    expect(path).toMatch(/uploads\/[0-9a-f-]+\/disk\.raw$/)
    expect((await readFile(path)).equals(content)).toBe(true)
    // QEMU's account can use it.
    await onGuest(alice, guest, 'Start', 'a{sv}', [new Map()])
    await onGuest(alice, guest, 'PowerOff')
    const discard = alice.call({
      ...{ destination: DAEMON_BUS_NAME, path: upload, interface: 'org.guesthouse.Upload1' },
      member: 'Discard',
    })
    await expect(discard).rejects.toMatchObject({ errorName: 'org.guesthouse.Error.UploadInUse' })
  })

  it('are kept with what was sent while a damaged guest may use it', async () => {
    const { socket, upload } = await openUpload(alice, 'kept.raw', 512n)
    await listObjects(alice)
    const sender = plug('alice', socket)
    sender.type(Buffer.alloc(512))
    sender.done()
    await alice.signal(
      ({ path, member, body }) =>
        path === upload &&
        member === 'PropertiesChanged' &&
        (body[1] as Map<string, { value: unknown }>).get('State')?.value === 'done',
    )
    const guest = await createGuest(alice, 'damaged', { disk: { kind: 'existing', path: upload } })
    const { id } = JSON.parse(String(await guestProperty(alice, guest, 'View'))) as { id: string }
    const folder = join(daemon.dir, 'data/guests', id)
    const names = await readdir(folder)
    const file = names.find((name) => name.endsWith('.json') && name !== 'access.json')
    const description = join(folder, file ?? '')
    const sound = await readFile(description)
    const kept = join(daemon.dir, 'data/uploads', basename(upload).replaceAll('_', '-'), 'kept.raw')
    await daemon.end('SIGKILL')
    await writeFile(description, '{')
    await daemon.start()
    expect(await readFile(kept)).toHaveLength(512)
    await daemon.end('SIGKILL')
    await writeFile(description, sound)
    await daemon.start()
    expect(await readFile(kept)).toHaveLength(512)
  })

  it('keep nothing of a file that was not sent whole, or is longer than announced', async () => {
    const uploads = join(daemon.dir, 'data/uploads')
    const before = await readdir(uploads)
    for (const sent of [10, 100]) {
      const { socket, upload } = await openUpload(alice, 'part', 50n)
      await listObjects(alice)
      const sender = plug('alice', socket)
      sender.type(Buffer.alloc(sent))
      sender.done()
      await alice.signal(({ member, body }) => member === 'InterfacesRemoved' && body[0] === upload)
    }
    expect(await readdir(uploads)).toEqual(before)
  })

  it.each(['', '.', '..', '../x', 'a/b', '.hidden', 'a\nb', 'x'.repeat(64)])(
    'take no file named %j',
    async (name) => {
      await expect(openUpload(alice, name, 1n)).rejects.toMatchObject({
        errorName: 'org.guesthouse.Error.ArgumentsInvalid',
      })
    },
  )

  it('take no more bytes than there is room for', async () => {
    await expect(openUpload(alice, 'huge', 1n << 45n)).rejects.toMatchObject({
      errorName: 'org.guesthouse.Error.NoSpace',
    })
  })

  it('leave nothing of an earlier run', async () => {
    await writeFile(join(daemon.dir, 'run/consoles', 'a'.repeat(32)), '')
    const left = join(daemon.dir, 'data/uploads/left-over')
    await mkdir(left)
    await daemon.end('SIGKILL')
    await daemon.start()
    expect(await readdir(join(daemon.dir, 'run/consoles'))).toEqual([])
    expect(await readdir(join(left, '..'))).not.toContain('left-over')
  })
})
