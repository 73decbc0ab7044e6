import { userInfo } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DAEMON_BUS_NAME } from '../../../shared/domain/daemon.ts'
import { skipWhere } from '../../engine/testing/skip-where.ts'
import { identify } from '../../platform/process-identity.ts'
import {
  createGuest,
  guestProperty,
  listObjects,
  onGuest,
  people,
  TestDaemon,
  uidOf,
} from './testing/test-daemon.ts'

const isRoot = userInfo().uid === 0
const DENIED = { errorName: 'org.guesthouse.Error.NotAuthorised' }

describe('the daemon and what is around it', () => {
  let daemon: TestDaemon | null = null

  beforeEach((context) => skipWhere(context, !isRoot, 'needs root'))
  afterEach(async () => {
    await daemon?.dispose()
    daemon = null
  })

  it('lets everybody see and run what is theirs, and nothing more, where polkit is not there', async () => {
    daemon = await TestDaemon.make({ polkit: false })
    const [alice, manager] = [await daemon.join('alice'), await daemon.join('manager')]
    expect((await listObjects(alice)).size).toBe(0)
    await expect(createGuest(alice, 'new')).rejects.toMatchObject(DENIED)
    await expect(createGuest(manager, 'new')).rejects.toMatchObject(DENIED)
  })

  it('follows polkit when its rules change', async () => {
    daemon = await TestDaemon.make()
    const [alice, bob] = [await daemon.join('alice'), await daemon.join('bob')]
    await listObjects(bob)
    const guest = await createGuest(alice, 'hers')
    await daemon.bus.setRules(`polkit.addRule(function (action, subject) {
      return subject.user === '${people.bob}' ? polkit.Result.YES : polkit.Result.NO;
    });`)
    await bob.signal(({ member, body }) => member === 'InterfacesAdded' && body[0] === guest)
    await onGuest(bob, guest, 'Rename', 's', ['managed'])
    await expect(listObjects(alice)).rejects.toMatchObject(DENIED)
  })

  it('leaves guests running when it ends, however it does, and finds them again', async () => {
    daemon = await TestDaemon.make()
    const alice = await daemon.join('alice')
    const guest = await createGuest(alice, 'lasting')
    await onGuest(alice, guest, 'Start', 'a{sv}', [new Map()])
    const pid = Number(await guestProperty(alice, guest, 'Pid'))
    const before = identify(pid)
    for (const how of ['SIGTERM', 'SIGKILL'] as const) {
      await daemon.end(how)
      expect(identify(pid)).toEqual(before)
      await daemon.start()
      expect(await guestProperty(alice, guest, 'State')).toBe('running')
      expect(await guestProperty(alice, guest, 'Pid')).toBe(pid)
    }
    expect(await guestProperty(alice, guest, 'Owner')).toBe(uidOf(people.alice))
    await onGuest(alice, guest, 'PowerOff')
  })

  it('ends with an error when the bus does', async () => {
    daemon = await TestDaemon.make()
    await daemon.bus.kill()
    expect(await daemon.ended()).toBe(1)
    expect(daemon.logged.at(-1)?.['error']).toContain('message bus of this computer has ended')
  })

  it('ends with an error where another one owns its name, which is not disturbed', async () => {
    daemon = await TestDaemon.make()
    const alice = await daemon.join('alice')
    const guest = await createGuest(alice, 'hers')
    await expect(daemon.startAnother()).rejects.toThrow(`owns ${DAEMON_BUS_NAME}`)
    expect(await guestProperty(alice, guest, 'Name')).toBe('hers')
  })
})
