import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { silentLogger } from '../../platform/logger.ts'
import { createSessionBus, type SessionBus } from '../desktop/session-bus.ts'
import { startProgram } from '../desktop/testing/bus-program.ts'
import {
  type NotificationServer,
  openNotificationServer,
} from '../desktop/testing/notification-server.ts'
import { makePrivateBus, type PrivateBus } from '../../platform/testing/private-bus.ts'
import { GUEST, notifierWorld } from './testing/notifier-world.ts'

const job = (kind: 'save' | 'export' | 'clone', file?: string) => ({
  what: {
    ...{ kind: 'job' as const, job: kind, outcome: 'done' as const, took: 60_000 },
    ...(file === undefined ? {} : { file }),
  },
})
const full = new GuesthouseError('NO_SPACE', { path: '/a' }).toData()
const failure = {
  what: { kind: 'job', job: 'export', outcome: 'failed', took: 9 },
  ...{ error: full, read: false },
} as const

let daemon: PrivateBus
let bus: SessionBus
let server: NotificationServer
let world: ReturnType<typeof notifierWorld>

const eventually = <T>(check: () => T) => vi.waitFor(check, { timeout: 20_000, interval: 10 })
const shown = async (title = 'debian') =>
  eventually(() => {
    const [only, ...more] = server.shown()
    expect(only?.title).toBe(title)
    expect(more).toEqual([])
    if (only === undefined) throw new Error('nothing is shown')
    return only
  })
const none = () => eventually(() => expect(server.shown()).toEqual([]))
/** Whatever was sent to the server before has been heard there. */
const heard = () =>
  bus.call({
    ...{ destination: 'org.freedesktop.Notifications', path: '/org/freedesktop/Notifications' },
    ...{ interface: 'org.freedesktop.Notifications', member: 'GetServerInformation' },
  })

beforeEach(async () => {
  daemon = await makePrivateBus('session')
  await daemon.start()
  bus = createSessionBus({ env: daemon.env, logger: silentLogger })
  server = await openNotificationServer(daemon.env)
  world = notifierWorld(bus)
})
afterEach(async () => {
  await world.close()
  bus.close()
  server.close()
  await daemon.dispose()
})

describe('a machine that crashed', () => {
  it('is told of, with what can be done', async () => {
    world.crash()
    expect(await shown()).toMatchObject({
      ...{ app: 'Guesthouse', icon: 'org.guesthouse.Guesthouse', body: 'Crashed' },
      actions: { default: 'Open', start: 'Start again' },
      hints: {
        ...{ 'desktop-entry': 'org.guesthouse.Guesthouse', urgency: 2, category: 'device.error' },
      },
    })
  })

  it('is shown by a click, and started by its button', async () => {
    world.crash()
    server.click((await shown()).id)
    await eventually(() => expect(world.requests).toEqual([{ kind: 'guest', id: GUEST }]))
    expect(world.started).toEqual([])
    world.crash(3)
    server.click((await shown()).id, 'start')
    await eventually(() => expect(world.started).toEqual([GUEST]))
    expect(world.requests).toHaveLength(1)
  })

  it('is not started where it is not as it was told', async () => {
    world.crash()
    const { id } = await shown()
    world.put({ state: 'running', since: 9 })
    await none()
    server.click(id, 'start')
    await heard()
    expect(world.started).toEqual([])
  })

  it('says why it could not be started', async () => {
    world.failStartsWith(new GuesthouseError('GUEST_BUSY'))
    world.crash()
    server.click((await shown()).id, 'start')
    await eventually(() =>
      expect(world.requests).toMatchObject([
        { kind: 'guest', id: GUEST },
        { kind: 'failed', error: { code: 'GUEST_BUSY' } },
      ]),
    )
  })
})

describe('what was done', () => {
  it('is taken back where that can be', async () => {
    world.put({ state: 'saved', since: 5 })
    world.tell(job('save'))
    const told = await shown()
    expect(told).toMatchObject({ body: 'Saved', actions: { resume: 'Resume' } })
    server.click(told.id, 'resume')
    await eventually(() => expect(world.started).toEqual([GUEST]))
  })

  it('is shown in its folder, or its machine where it is not there any more', async () => {
    world.tell(job('export', '/a.qcow2'))
    server.click((await shown()).id, 'reveal')
    await eventually(() => expect(world.revealed).toEqual(['/a.qcow2']))
    expect(world.requests).toEqual([])
    world.tell(job('export', '/gone.qcow2'))
    server.click((await shown()).id, 'reveal')
    await eventually(() => expect(world.requests).toEqual([{ kind: 'guest', id: GUEST }]))
  })

  it('leads to its details where it failed', async () => {
    world.tell(failure)
    server.click((await shown()).id, 'details')
    await eventually(() => expect(world.requests).toEqual([{ kind: 'activity' }]))
  })

  it('leads to the machine that was made', async () => {
    world.tell({ ...job('clone'), guest: null, name: 'debian' })
    server.click((await shown()).id)
    await eventually(() => expect(world.requests).toEqual([{ kind: 'guest', id: GUEST }]))
    world.tell({ ...job('clone'), guest: null, name: 'gone' })
    server.click((await shown('gone')).id)
    await eventually(() => expect(world.requests.at(-1)).toEqual({ kind: 'activity' }))
  })
})

describe('notifications', () => {
  it('are one for each machine: the newest', async () => {
    world.tell(job('clone'))
    const first = await shown()
    world.tell(job('export', '/a'))
    await eventually(() => expect(server.shown()[0]?.body).toBe('Disk exported'))
    for (let count = 0; count < 50; count++) world.tell(job('clone'))
    await eventually(() => expect(server.shown()[0]?.body).toBe('Cloned'))
    expect(server.shown().map(({ id }) => id)).toEqual([first.id])
    // Those that came while one was on its way are not sent one by one.
    expect(server.notified.length).toBeLessThan(10)
  })

  it('are not replaced where the person has wiped them away', async () => {
    world.tell(job('clone'))
    const first = await shown()
    server.dismiss(first.id)
    await heard()
    world.tell(job('clone'))
    expect((await shown()).id).not.toBe(first.id)
  })

  it('go when the person comes, or has seen or cleared it in the window', async () => {
    world.crash()
    await shown()
    world.come()
    await none()
    world.crash(3)
    await heard()
    expect(server.shown()).toEqual([])
    world.leave()
    const entry = world.tell(failure)
    await shown()
    world.markRead(entry)
    await none()
    const second = world.tell(failure)
    await shown()
    world.clearJournal(second)
    await none()
  })

  it('are not sent where nobody wants them', async () => {
    world.crash()
    await shown()
    world.want(false)
    await none()
    world.crash(3)
    world.want(true)
    world.beQuiet()
    world.crash(4)
    await heard()
    expect(server.notified).toHaveLength(1)
  })

  it('go with the app', async () => {
    world.crash()
    await shown()
    await world.close()
    expect(server.shown()).toEqual([])
  })

  it('are plain text to a server that knows neither markup nor buttons', async () => {
    server.close()
    server = await openNotificationServer(daemon.env, ['body'])
    const error = new GuesthouseError('NO_SPACE', { path: '/<b>&' }).toData()
    world.tell({ ...failure, error })
    expect(await shown()).toMatchObject({
      body: 'Export of a disk: failed\nThere is not enough space for /<b>&.',
      actions: {},
    })
  })
})

describe('a desktop', () => {
  it('whose server ends and begins again is asked anew', async () => {
    world.crash()
    await shown()
    server.close()
    server = await openNotificationServer(daemon.env, ['body'])
    world.crash(3)
    // Numbers of the one before mean nothing to it.
    expect(await shown()).toMatchObject({ id: 1, actions: {} })
    expect(server.notified).toHaveLength(1)
  })

  it('that has no server is left in peace', async () => {
    server.close()
    world.crash()
    await eventually(() => expect(world.logged).toEqual(['the desktop was not told']))
    world.crash(3)
    server = await openNotificationServer(daemon.env)
    world.crash(4)
    await shown()
    expect(world.logged).toHaveLength(1)
  })

  it.each([
    ['text for a number', { signature: 's', body: ['1'] }],
    ['nothing', { signature: '', body: [] }],
    ['another number than it could be', { signature: 't', body: [2n ** 60n] }],
    ['an error', { error: 'org.freedesktop.DBus.Error.Failed' }],
  ] as const)('that answers %s does no harm', async (_what, answer) => {
    server.misbehave(answer)
    world.crash()
    await eventually(() => expect(world.logged).toEqual(['the desktop was not told']))
    server.misbehave(null)
    world.crash(3)
    await shown()
  })

  it('that does not answer keeps nobody waiting', async () => {
    server.misbehave('silence')
    world.crash()
    for (let since = 3; since < 100; since++) world.crash(since)
    await world.close()
    expect(world.logged).toEqual([])
  })

  it('is believed by its own name alone', async () => {
    world.crash()
    const { id, from } = await shown()
    const spoiler = await startProgram({
      ...{ env: daemon.env, name: 'org.example.Spoiler' },
      answer: () => 'silence',
    })
    const about = { path: '/org/freedesktop/Notifications', to: from }
    spoiler.tell(
      { ...about, interface: 'org.freedesktop.Notifications', member: 'ActionInvoked' },
      'us',
      [id, 'start'],
    )
    // The bus answers when it has passed on what was sent before.
    await spoiler.disown()
    await heard()
    spoiler.leave()
    expect(world.started).toEqual([])
    expect(world.requests).toEqual([])
  })
})
