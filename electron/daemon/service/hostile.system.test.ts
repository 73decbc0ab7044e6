import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { DAEMON_BUS_NAME, DAEMON_PATH } from '../../../shared/domain/daemon.ts'
import { type Bundle, bundle } from '../../dbus/testing/bundle.ts'
import type {
  HostileOptions,
  HostileOrder,
  HostileReport,
} from '../../dbus/testing/hostile-program.ts'
import { asAccount, type TestCaller } from '../../dbus/testing/test-caller.ts'
import { skipWhere } from '../../engine/testing/skip-where.ts'
import {
  createGuest,
  listObjects,
  MANAGER,
  onGuest,
  people,
  TestDaemon,
} from './testing/test-daemon.ts'

const isRoot = userInfo().uid === 0
const program = fileURLToPath(new URL('../../dbus/testing/hostile-program.ts', import.meta.url))

/** Memory that the daemon holds, in KiB (proc(5)). */
const heldBy = async (pid: number): Promise<number> =>
  Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1])

describe('a hostile caller', () => {
  let daemon: TestDaemon
  let bob: TestCaller
  let hostile: ChildProcess
  let built: Bundle
  let guest: string

  beforeAll(async () => {
    if (!isRoot) return
    daemon = await TestDaemon.make()
    const alice = await daemon.join('alice')
    bob = await daemon.join('bob')
    guest = await createGuest(bob, 'his')
    const own = await createGuest(alice, 'hers')
    built = await bundle(program)
    const wrong = ['/', '/org', `${DAEMON_PATH}/guests`, `${DAEMON_PATH}/jobs/x`, '/a/b']
    const methods = (path: string, of: string) => (signature: string, members: readonly string[]) =>
      members.map((member) => ({ path, interface: of, member, signature }))
    const manager = methods(DAEMON_PATH, DAEMON_BUS_NAME)
    const ofGuest = methods(own, 'org.guesthouse.Guest1')
    const standard = ['Properties', 'ObjectManager', 'Introspectable', 'Peer']
    const options: HostileOptions = {
      ...{ socket: daemon.bus.socket, destination: DAEMON_BUS_NAME },
      paths: [DAEMON_PATH, own, guest, ...wrong],
      interfaces: [
        ...[DAEMON_BUS_NAME, 'org.guesthouse.Guest1', 'org.guesthouse.Job1', 'x.y'],
        ...standard.map((name) => `org.freedesktop.DBus.${name}`),
      ],
      members: [
        ...['Create', 'Provision', 'InspectSource', 'InspectImage', 'OpenUpload', 'StartMany'],
        ...['Subscribe', 'Unsubscribe', 'WatchStatistics', 'Get', 'GetAll', 'Set', 'Ping'],
        ...['Introspect', 'GetManagedObjects', 'Start', 'Configure', 'Rename', 'Share', 'Delete'],
        ...['CommandLine', 'OpenConsole', 'ImportDisk', 'ExportDisk', 'CopyIn', 'CopyOut'],
        ...['constructor', '__proto__', 'toString', 'Nothing'],
      ],
      methods: [
        ...manager('s', ['Create', 'Provision', 'InspectSource', 'InspectImage']),
        ...manager('ao', ['StartMany']),
        ...manager('st', ['OpenUpload']),
        ...ofGuest('s', ['Rename', 'Describe', 'Configure', 'CommandLine', 'CopyIn', 'CopyOut']),
        ...ofGuest('s', ['ImportDisk', 'ExportDisk', 'TakeSnapshot', 'RevertSnapshot', 'Mount']),
        ...ofGuest('s', ['CheckDisk', 'SerialLog']),
        ...ofGuest('a{sv}', ['Start']),
        ...ofGuest('auas', ['Share']),
        ...ofGuest('ss', ['OpenConsole']),
      ],
      signatures: [
        ...['', 's', 'ss', 'ssv', 'b', 'st', 'ao', 'auas', 'a{sv}', 'v', 'av', 'h', 'ay', 'as'],
        ...['a{oa{sa{sv}}}', '(sa{sv})sa{ss}us', 'a(tdb)', 'aaas', 'gog'],
      ],
      texts: [
        ...['', '{}', '[]', 'null', '{"__proto__":{"a":1}}', '../../etc/passwd', '/etc/shadow'],
        ...['/proc/self/environ', '/proc/self/fd/0', '/dev/zero', '\u{1F600}', '[['.repeat(5000)],
        ...[DAEMON_BUS_NAME, 'org.guesthouse.Guest1', 'Name', 'View', 'vnc', 'serial'],
        JSON.stringify({ path: '/etc/shadow', how: 'link' }),
        JSON.stringify({ disk: 'disk0', path: '/etc/cron.d/x', format: 'raw' }),
        JSON.stringify({
          name: 'x',
          memoryMiB: 64,
          cpus: 1,
          disk: { kind: 'existing', path: '/etc/shadow' },
        }),
        JSON.stringify({ config: { disks: [{ path: '/var/lib/../../etc/shadow' }] } }),
        JSON.stringify({ kind: 'libvirt', path: '/proc/self/environ', name: 'x' }),
      ],
    }
    const [run, ...args] = asAccount(people.alice)
    hostile = spawn(run, [...args, process.execPath, built.file, JSON.stringify(options)], {
      ...{ stdio: ['ignore', 'inherit', 'inherit', 'ipc'], env: { PATH: process.env['PATH'] } },
    })
    await once(hostile, 'message')
  })
  afterAll(async () => {
    if (!isRoot) return
    hostile.kill('SIGKILL')
    await built.dispose()
    await daemon.dispose()
  })
  beforeEach((context) => skipWhere(context, !isRoot, 'needs root'))

  async function order(what: HostileOrder): Promise<HostileReport> {
    hostile.send(what)
    const [report] = (await once(hostile, 'message')) as [HostileReport]
    return report
  }
  const failures = () =>
    daemon.logged.filter(({ level, message }) => level === 'error' || message === 'ended')

  it('is answered each of 10,000 calls that make no sense', { timeout: 300_000 }, async () => {
    const before = await listObjects(bob)
    const { answers } = await order({ kind: 'random', count: 10_000, seed: 4711 })
    const count = Object.values(answers).reduce((sum, one) => sum + one, 0)
    expect(count).toBe(10_000)
    // Every one was answered by the daemon, and by no failure inside it.
    expect(answers).not.toHaveProperty('slow')
    expect(answers).not.toHaveProperty('lost')
    expect(answers).not.toHaveProperty('org.freedesktop.DBus.Error.NoReply')
    expect(failures()).toEqual([])
    expect(answers).not.toHaveProperty('org.guesthouse.Error.Internal')
    const refused = ['UnknownMethod', 'InvalidArgs', 'LimitsExceeded', 'UnknownObject']
    for (const name of refused) expect(answers).toHaveProperty(`org.freedesktop.DBus.Error.${name}`)
    expect(answers).toHaveProperty('org.guesthouse.Error.FileNotAllowed')
    expect(daemon.running).toBe(true)
    expect(await listObjects(bob)).toEqual(before)
  })

  it('is cut off by the bus where it speaks no D-Bus, and nobody else is', async () => {
    await order({ kind: 'garbage', count: 100, seed: 12 })
    expect((await listObjects(bob)).has(guest)).toBe(true)
    expect(failures()).toEqual([])
  })

  it('keeps nobody from being answered while it floods', async () => {
    hostile.send({ kind: 'flood' } satisfies HostileOrder)
    // It has no end of its own, so each of these is answered during the flood.
    for (let times = 0; times < 100; times += 1) {
      expect((await listObjects(bob)).has(guest)).toBe(true)
    }
    await onGuest(bob, guest, 'Rename', 's', ['in the flood'])
    await bob.call({ ...MANAGER, member: 'Firmware' })
    const { answers } = await order({ kind: 'stop' })
    expect(answers['org.freedesktop.DBus.Error.LimitsExceeded']).toBeGreaterThan(0)
    expect(answers['']).toBeGreaterThan(0)
    expect(failures()).toEqual([])
  })

  it('makes the daemon hold no more for long', async () => {
    // 10 MB in pieces of the most that is read at once, none of which is kept.
    const body = ['x'.repeat(1024 * 1024 - 16)]
    const before = await heldBy(daemon.pid)
    for (let times = 0; times < 10; times += 1) {
      const refused = bob.call({ ...MANAGER, member: 'Create', signature: 's', body })
      await expect(refused).rejects.toMatchObject({
        errorName: 'org.guesthouse.Error.ArgumentsInvalid',
      })
    }
    expect((await heldBy(daemon.pid)) - before).toBeLessThan(100 * 1024)
  })
})
