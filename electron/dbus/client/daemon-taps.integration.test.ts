import { Message, type MessageBus, MessageFlag, MessageType, sessionBus, Variant } from 'dbus-next'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { DAEMON_BUS_NAME } from '../../../shared/domain/daemon.ts'
import type { TapProvider } from '../../engine/index.ts'
import { eventually } from '../../engine/testing/engine-home.ts'
import { silentLogger } from '../../platform/logger.ts'
import { makePrivateBus, type PrivateBus } from '../../platform/testing/private-bus.ts'
import { daemonTaps } from './daemon-taps.ts'

let bus: PrivateBus
let daemon: MessageBus | null
let taps: TapProvider
/** What the daemon was asked, and by whom. */
let calls: { member: string; body: unknown[]; sender: string; flags: number }[]
/** What it answers; null for nothing at all. */
let answer: (member: string) => { signature: string; body: unknown[] } | { error: string } | null

async function startDaemon(): Promise<void> {
  daemon = sessionBus({ busAddress: `unix:socket=${bus.socket}`, authMethods: ['EXTERNAL'] })
  const line = daemon
  // It ends with its bus.
  line.on('error', () => {})
  line.addMethodHandler((message: Message) => {
    const { interface: of, member, body, sender, flags } = message
    if (of !== DAEMON_BUS_NAME) return false
    calls.push({ member, body, sender, flags })
    const answered = answer(member)
    if (answered === null) return true
    const failed = 'error' in answered
    const { signature, body: values } = failed
      ? { signature: 's', body: ['The daemon’s words.'] }
      : answered
    const reply = Message.newMethodReturn(message, signature, values)
    if (failed) {
      reply.type = MessageType.ERROR
      reply.errorName = answered.error
    }
    line.send(reply)
    return true
  })
  await line.requestName(DAEMON_BUS_NAME, 0)
}

beforeEach(async () => {
  bus = await makePrivateBus('system')
  await bus.start()
  calls = []
  daemon = null
  answer = (member) =>
    member === 'Bridges'
      ? { signature: 'aa{sv}', body: [[{ name: new Variant('s', 'br0') }]] }
      : {
          signature: member === 'CreateTap' ? 'ss' : '',
          body: member === 'CreateTap' ? ['ght1', 'fe:'] : [],
        }
  taps = daemonTaps({ env: bus.env, logger: silentLogger })
})
afterEach(async () => {
  taps.close()
  daemon?.disconnect()
  await bus.dispose()
})

it('asks the daemon on the system bus, from one connection', async () => {
  await startDaemon()
  expect(await taps.bridges()).toEqual(['br0'])
  expect(await taps.create('br0')).toBe('ght1')
  await taps.claim('ght1', 'br0')
  await taps.release('ght1')
  expect(calls.map(({ member, body }) => [member, body])).toEqual([
    ['Bridges', []],
    ['CreateTap', ['br0', {}]],
    ['CreateTap', ['br0', { device: new Variant('s', 'ght1') }]],
    ['ReleaseTap', ['ght1']],
  ])
  expect(new Set(calls.map(({ sender }) => sender)).size).toBe(1)
  // One that the administrator has not started is not started by whoever looks.
  expect(calls.every(({ flags }) => (flags & MessageFlag.NO_AUTO_START) !== 0)).toBe(true)
})

it('offers nothing where there is no daemon, no bus, or a daemon that refuses', async () => {
  expect(await taps.bridges()).toEqual([])
  await expect(taps.create('br0')).rejects.toMatchObject({ trouble: 'refused' })
  await startDaemon()
  answer = () => ({ error: 'org.guesthouse.Error.FeatureOff' })
  expect(await taps.bridges()).toEqual([])
  await expect(taps.create('br0')).rejects.toThrow('The daemon’s words.')
  answer = () => ({ signature: 'u', body: [7] })
  expect(await taps.bridges()).toEqual([])
  await expect(taps.create('br0')).rejects.toThrow('another version')
  const elsewhere = { DBUS_SYSTEM_BUS_ADDRESS: 'unix:path=/nonexistent/bus' }
  const none = daemonTaps({ env: elsewhere, logger: silentLogger })
  expect(await none.bridges()).toEqual([])
  await expect(none.create('br0')).rejects.toMatchObject({ trouble: 'none' })
})

it('joins the bus again after that was gone', async () => {
  await startDaemon()
  expect(await taps.bridges()).toEqual(['br0'])
  daemon?.disconnect()
  await bus.kill()
  expect(await taps.bridges()).toEqual([])
  await bus.start()
  await startDaemon()
  expect(await taps.bridges()).toEqual(['br0'])
})

it('leaves the bus where the daemon does not answer, so that it holds nothing unknown', async () => {
  await startDaemon()
  answer = () => null
  const hurried = daemonTaps({ env: bus.env, logger: silentLogger, tapLimit: 50 })
  await expect(hurried.create('br0')).rejects.toMatchObject({ trouble: 'slow' })
  const [first] = calls
  const left = async (): Promise<boolean> => {
    const to = { destination: 'org.freedesktop.DBus', path: '/', interface: 'org.freedesktop.DBus' }
    const ask = new Message({
      ...to,
      member: 'NameHasOwner',
      signature: 's',
      body: [first?.sender],
    })
    return (await daemon?.call(ask))?.body[0] === false
  }
  await eventually(async () => expect(await left()).toBe(true))
})

it('asks nobody once it is closed', async () => {
  await startDaemon()
  expect(await taps.bridges()).toEqual(['br0'])
  taps.close()
  expect(await taps.bridges()).toEqual([])
  expect(calls).toHaveLength(1)
})

it.each([
  ['org.freedesktop.systemd1.NoSuchUnit', 'debug'],
  ['org.guesthouse.Error.Internal', 'warn'],
])('takes %s for what is worth a line of the level %s', async (error, wanted) => {
  await startDaemon()
  answer = () => ({ error })
  const levels: string[] = []
  const log = (level: string) => () => void levels.push(level)
  const logger = { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') }
  const asked = daemonTaps({ env: bus.env, logger })
  expect(await asked.bridges()).toEqual([])
  expect(levels).toEqual([wanted])
  asked.close()
})
