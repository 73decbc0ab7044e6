import { execFileSync } from 'node:child_process'
import { userInfo } from 'node:os'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { skipWhere } from '../../engine/testing/skip-where.ts'
import type { TestCaller } from '../../dbus/testing/test-caller.ts'
import { DAEMON_BUS_NAME, DAEMON_PATH } from '../../../shared/domain/daemon.ts'
import { asAccount } from '../../dbus/testing/test-caller.ts'
import { guestAt, listCall, MANAGER, people, TestDaemon, uidOf } from './testing/test-daemon.ts'

const isRoot = userInfo().uid === 0
let daemon: TestDaemon
let alice: TestCaller
let bob: TestCaller
let manager: TestCaller

const create = async (caller: TestCaller, name: string): Promise<string> => {
  const input = JSON.stringify({ name, memoryMiB: 64, cpus: 1, disk: { kind: 'none' } })
  const [path] = await caller.call({ ...MANAGER, member: 'Create', signature: 's', body: [input] })
  return String(path)
}

const list = async (caller: TestCaller): Promise<ReadonlyMap<string, unknown>> =>
  (await caller.call(listCall))[0] as ReadonlyMap<string, unknown>

const property = async (caller: TestCaller, path: string, name: string): Promise<unknown> => {
  const [value] = await caller.call({
    ...guestAt(path),
    interface: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    signature: 'ss',
    body: ['org.guesthouse.Guest1', name],
  })
  return (value as { value: unknown }).value
}

const busctl = (account: string, ...args: string[]): string => {
  const [run = '', ...before] = asAccount(account)
  const address = `--address=unix:path=${daemon.bus.socket}`
  return execFileSync(run, [...before, 'busctl', address, ...args], { encoding: 'utf8' })
}

describe('the daemon on the bus', () => {
  beforeAll(async () => {
    if (!isRoot) return
    daemon = await TestDaemon.make()
    ;[alice, bob, manager] = await Promise.all([
      daemon.join('alice'),
      daemon.join('bob'),
      daemon.join('manager'),
    ])
  })
  afterAll(async () => {
    if (isRoot) await daemon.dispose()
  })
  beforeEach((context) => skipWhere(context, !isRoot, 'needs root'))

  it('tells each caller of their own guests alone', async () => {
    await list(bob)
    const path = await create(alice, 'hers')
    expect(await property(alice, path, 'Name')).toBe('hers')
    expect(await property(alice, path, 'Owner')).toBe(uidOf(people.alice))
    expect((await list(alice)).has(path)).toBe(true)
    expect((await list(bob)).has(path)).toBe(false)
    expect((await list(manager)).has(path)).toBe(true)
    const unknown = { errorName: 'org.freedesktop.DBus.Error.UnknownObject' }
    const nowhere = path.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
    await expect(property(bob, path, 'Name')).rejects.toMatchObject(unknown)
    await expect(property(bob, nowhere, 'Name')).rejects.toMatchObject(unknown)
    const guests = `${DAEMON_PATH}/guests`
    const tree = busctl(people.alice, 'introspect', DAEMON_BUS_NAME, path)
    expect(tree).toContain('.OpenConsole')
    expect(() => busctl(people.bob, 'introspect', DAEMON_BUS_NAME, path)).toThrow(/no such object/i)
    expect(busctl(people.bob, 'tree', '--list', DAEMON_BUS_NAME)).not.toContain(guests)
  })
})
