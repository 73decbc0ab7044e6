import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { DOMParser } from '@xmldom/xmldom'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { DAEMON_BUS_NAME, DAEMON_PATH } from '../../../shared/domain/daemon.ts'
import { asAccount, type TestCaller } from '../../dbus/testing/test-caller.ts'
import { skipWhere } from '../../engine/testing/skip-where.ts'
import {
  createGuest,
  guestProperty,
  listObjects,
  MANAGER,
  onGuest,
  people,
  TestDaemon,
  uidOf,
} from './testing/test-daemon.ts'

const isRoot = userInfo().uid === 0
const UNKNOWN = { errorName: 'org.freedesktop.DBus.Error.UnknownObject' }
const DENIED = { errorName: 'org.guesthouse.Error.NotAuthorised' }

let daemon: TestDaemon
let alice: TestCaller
let bob: TestCaller
let manager: TestCaller

function run(account: string, program: string, ...args: string[]): string {
  const [command, ...before] = asAccount(account)
  const env = { ...process.env, ...daemon.bus.env }
  return execFileSync(command, [...before, program, ...args], {
    ...{ encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'pipe'] },
  })
}

describe('the daemon on the bus', () => {
  beforeAll(async () => {
    if (!isRoot) return
    daemon = await TestDaemon.make()
    alice = await daemon.join('alice')
    bob = await daemon.join('bob')
    manager = await daemon.join('manager')
  })
  afterAll(async () => {
    if (isRoot) await daemon.dispose()
  })
  beforeEach((context) => skipWhere(context, !isRoot, 'needs root'))

  it('tells each caller of their own guests alone', async () => {
    const path = await createGuest(alice, 'hers')
    expect(await guestProperty(alice, path, 'Owner')).toBe(uidOf(people.alice))
    const guest = (await listObjects(alice)).get(path)?.get('org.guesthouse.Guest1')
    expect(guest?.get('Name')?.value).toBe('hers')
    expect(JSON.parse(String(guest?.get('View')?.value))).toMatchObject({ name: 'hers' })
    expect((await listObjects(bob)).has(path)).toBe(false)
    expect((await listObjects(manager)).has(path)).toBe(true)
    // What others own answers as what is not there: in the same words, whatever is called.
    const nowhere = path.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
    const said = await Promise.all(
      [path, nowhere].map((one) => guestProperty(bob, one, 'Name').catch(String)),
    )
    expect(said[0]).toBe(said[1])
    await expect(onGuest(bob, path, 'Start', 'a{sv}', [new Map()])).rejects.toMatchObject(UNKNOWN)
    expect(run(people.bob, 'busctl', 'tree', '--list', DAEMON_BUS_NAME)).not.toContain('guests')
    expect(run(people.alice, 'busctl', 'tree', '--list', DAEMON_BUS_NAME)).toContain(path)
  })

  it('is described whole to programs of others', async () => {
    const path = await createGuest(alice, 'described')
    const dest = ['--dest', DAEMON_BUS_NAME]
    const all = ['introspect', '--system', ...dest, '--object-path', '/org/guesthouse', '--recurse']
    const told = run(people.alice, 'gdbus', ...all)
    expect(told).toContain('interface org.guesthouse.Guest1 {')
    expect(told).toContain('interface org.freedesktop.DBus.ObjectManager {')
    for (const at of [DAEMON_PATH, path]) {
      const one = ['introspect', '--system', ...dest, '--object-path', at, '--xml']
      const errors: string[] = []
      const xml = run(people.alice, 'gdbus', ...one)
      new DOMParser({ onError: (_, text) => errors.push(text) }).parseFromString(xml, 'text/xml')
      expect(errors).toEqual([])
      const unnamed = xml.split('\n').filter((line) => /<arg(?!.* name=)/.test(line))
      expect(unnamed).toEqual([])
    }
    expect(run(people.alice, 'busctl', 'introspect', DAEMON_BUS_NAME, path)).toContain('.State')
  })

  it('tells of changes to those who see them, and to nobody else', async () => {
    await Promise.all([listObjects(alice), listObjects(bob), listObjects(manager)])
    const path = await createGuest(alice, 'watched')
    const added = (signal: { member: string; body: readonly unknown[] }): boolean =>
      signal.member === 'InterfacesAdded' && signal.body[0] === path
    await Promise.all([alice.signal(added), manager.signal(added)])
    await onGuest(alice, path, 'Rename', 's', ['renamed'])
    const renamed = await manager.signal(
      (signal) =>
        signal.member === 'PropertiesChanged' &&
        signal.path === path &&
        (signal.body[1] as Map<string, unknown>).has('Name'),
    )
    expect((renamed.body[1] as Map<string, { value: unknown }>).get('Name')?.value).toBe('renamed')
    // Signals to one connection are in order: what came before this one has come.
    const own = await createGuest(bob, 'his')
    await bob.signal(({ body }) => body[0] === own)
    const heard = bob.signals.filter((one) => one.path === path || one.body[0] === path)
    expect(heard).toEqual([])
  })

  it('lets an owner share a guest, and take that back', async () => {
    await listObjects(bob)
    const path = await createGuest(alice, 'shared')
    const share = (who: readonly number[], groups: readonly string[] = []) =>
      onGuest(alice, path, 'Share', 'auas', [who, groups])
    await share([uidOf(people.bob)])
    await bob.signal(({ member, body }) => member === 'InterfacesAdded' && body[0] === path)
    expect(await guestProperty(bob, path, 'Name')).toBe('shared')
    // To run it, not to change it.
    await onGuest(bob, path, 'Start', 'a{sv}', [new Map()])
    await onGuest(bob, path, 'PowerOff')
    await expect(onGuest(bob, path, 'Rename', 's', ['mine'])).rejects.toMatchObject(DENIED)
    await expect(onGuest(bob, path, 'Share', 'auas', [[], []])).rejects.toMatchObject(DENIED)
    await share([])
    await bob.signal(({ member, body }) => member === 'InterfacesRemoved' && body[0] === path)
    await expect(guestProperty(bob, path, 'Name')).rejects.toMatchObject(UNKNOWN)
    const group = execFileSync('id', ['-gn', people.bob], { encoding: 'utf8' }).trim()
    await share([], [group])
    expect(await guestProperty(bob, path, 'SharedGroups')).toEqual([group])
    await expect(share([], ['no-such-group'])).rejects.toMatchObject({
      errorName: 'org.guesthouse.Error.GroupUnknown',
    })
  })

  it('keeps whose a guest is over its own end', async () => {
    const path = await createGuest(alice, 'kept')
    await onGuest(alice, path, 'Share', 'auas', [[uidOf(people.bob)], []])
    expect(await daemon.end()).toBe(0)
    await daemon.start()
    expect(await guestProperty(alice, path, 'SharedUsers')).toEqual([uidOf(people.bob)])
    expect(await guestProperty(bob, path, 'Name')).toBe('kept')
    await onGuest(manager, path, 'TakeOver')
    await expect(guestProperty(alice, path, 'Name')).rejects.toMatchObject(UNKNOWN)
    const id = path.slice(`${DAEMON_PATH}/guests/`.length).replaceAll('_', '-')
    const folder = join(daemon.dir, 'data/guests', id)
    expect(JSON.parse(await readFile(join(folder, 'access.json'), 'utf8'))).toMatchObject({
      owner: uidOf(people.manager),
    })
    await onGuest(manager, path, 'Delete', 'a{sv}', [new Map()])
    await expect(readFile(join(folder, 'access.json'))).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('denies those who may do nothing, and logs who asked', async () => {
    const stranger = await daemon.join('stranger')
    await expect(listObjects(stranger)).rejects.toMatchObject(DENIED)
    await expect(createGuest(stranger, 'no')).rejects.toMatchObject(DENIED)
    const { uniqueName } = stranger
    expect(await daemon.log((line) => line['uniqueName'] === uniqueName)).toMatchObject({
      ...{ message: 'a call was denied', uid: uidOf(people.stranger) },
      action: 'org.guesthouse.view',
    })
  })

  it('denies owners what reaches into the computer', async () => {
    const path = await createGuest(alice, 'plain')
    const { config } = JSON.parse(String(await guestProperty(alice, path, 'View'))) as {
      config: object
    }
    const configure = (caller: TestCaller, more: object): Promise<readonly unknown[]> => {
      const body = [JSON.stringify({ config: { ...config, ...more } })]
      return onGuest(caller, path, 'Configure', 's', body)
    }
    await configure(alice, { memoryMiB: 96 })
    expect(await guestProperty(alice, path, 'MemoryMiB')).toBe(96)
    await expect(configure(alice, { extraArguments: ['-S'] })).rejects.toMatchObject(DENIED)
    await configure(manager, { extraArguments: ['-no-reboot'] })
    // What an administrator gave stays while its owner changes the rest.
    await configure(alice, { extraArguments: ['-no-reboot'], memoryMiB: 80 })
    const usb = [{ id: 'usb1', match: { kind: 'product', vendor: '1d6b', product: '0001' } }]
    await expect(configure(manager, { usbDevices: usb })).rejects.toMatchObject({
      errorName: 'org.guesthouse.Error.FeatureOff',
    })
    const disks = [
      { id: 'disk9', path: '/etc/shadow', format: 'raw', readOnly: false, managed: false },
    ]
    for (const caller of [alice, manager]) {
      await expect(configure(caller, { disks })).rejects.toMatchObject({
        errorName: 'org.guesthouse.Error.FileNotAllowed',
      })
    }
  })

  it('answers StartMany for guests that the caller sees alone', async () => {
    const [hers, his] = [await createGuest(alice, 'a'), await createGuest(bob, 'b')]
    const start = (...paths: string[]) =>
      alice.call({ ...MANAGER, member: 'StartMany', signature: 'ao', body: [paths] })
    await expect(start(hers, his)).rejects.toMatchObject({
      errorName: 'org.guesthouse.Error.GuestNotFound',
    })
    const [answer] = await start(hers)
    expect(JSON.parse(String(answer))).toMatchObject([{ ok: true }])
    expect(await guestProperty(alice, hers, 'State')).toBe('running')
    await onGuest(alice, hers, 'PowerOff')
  })
})
