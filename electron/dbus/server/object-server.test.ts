import { describe, expect, it } from 'vitest'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { silentLogger } from '../../platform/logger.ts'
import type { Sent } from '../bus/bus.ts'
import type { Caller } from '../callers/caller.ts'
import { type IncomingMessage, MESSAGE_FLAG, MESSAGE_TYPE, writeMessage } from '../wire/message.ts'
import { Variant, WireError } from '../wire/values.ts'
import { ObjectServer } from './object-server.ts'
import { argument, type MethodSpec, type ServedObject } from './table.ts'

const ROOT = '/org/example'
const ERROR = 'org.freedesktop.DBus.Error'

const uids: Readonly<Record<string, number>> = { ':1.1': 1000, ':1.2': 1001 }
const callerOf = (uniqueName: string): Caller => ({
  ...{ uniqueName, uid: uids[uniqueName] ?? 0, gids: [] },
})

const methods: readonly MethodSpec[] = [
  {
    ...{ name: 'Echo', in: [argument('text', 's')], out: [argument('text', 's')] },
    handle: ({ args }) => [args[0]],
  },
  { name: 'WhoAmI', in: [], out: [argument('uid', 'u')], handle: ({ caller }) => [caller.uid] },
  {
    ...{ name: 'Refuse', in: [], out: [] },
    handle: () => {
      throw new GuesthouseError('DISK_MISSING', { path: '/x' })
    },
  },
  {
    ...{ name: 'Break', in: [], out: [] },
    handle: () => Promise.reject(new Error('a secret of the inside')),
  },
  { name: 'Lie', in: [], out: [argument('text', 's')], handle: () => [7] },
]

/** A server of a manager that all see, and of children that only user 1000 sees. */
function makeServer() {
  const sent: Sent[] = []
  const later: (() => void)[] = []
  const logged: unknown[] = []
  const gone = new Map<string, AbortController>()
  let name = 'first'
  let visible = true
  const server = new ObjectServer({
    ...{ root: ROOT, admit: async () => {} },
    send: (message) => {
      // What does not fit its types cannot be sent.
      writeMessage({ ...message, serial: 1 })
      sent.push(message)
    },
    logger: { ...silentLogger, error: (message, fields) => logged.push(message, fields) },
    schedule: (then) => later.push(then),
    sender: (uniqueName) => {
      const controller = gone.get(uniqueName) ?? new AbortController()
      gone.set(uniqueName, controller)
      return { gone: controller.signal, caller: async () => callerOf(uniqueName) }
    },
  })
  const object = (path: string, visibleTo: ServedObject['visibleTo']): ServedObject => ({
    ...{ path, visibleTo },
    interfaces: [
      {
        ...{ name: 'org.example.Thing', methods },
        properties: [
          { name: 'Name', type: 's', get: () => name },
          { name: 'Kind', type: 's', get: () => 'thing', constant: true },
        ],
        signals: [{ name: 'Rang', args: [argument('how', 's')] }],
      },
    ],
  })
  server.add(object(ROOT, () => true))
  server.add(object(`${ROOT}/things/one`, ({ uid }) => visible && uid === 1000))
  const settle = async (): Promise<void> => {
    for (let turns = 0; turns < 5; turns += 1) {
      for (const then of later.splice(0)) then()
      await new Promise(setImmediate)
    }
  }
  const call = async (
    member: string,
    more: Partial<IncomingMessage> & { readonly args?: readonly unknown[] } = {},
  ): Promise<Sent | undefined> => {
    const { args = [], ...rest } = more
    const serial = sent.length + 1000
    server.receive({
      ...{ type: MESSAGE_TYPE.call, flags: 0, serial, sender: ':1.1', path: ROOT, member },
      ...{ interface: 'org.example.Thing', signature: '', bodyBytes: 0, body: () => [...args] },
      ...rest,
    })
    await settle()
    return sent.find(({ replySerial }) => replySerial === serial)
  }
  return {
    ...{ server, sent, logged, call, settle, gone },
    rename: (to: string): void => {
      name = to
      server.touch(`${ROOT}/things/one`)
    },
    hide: (): void => {
      visible = false
      server.touch(`${ROOT}/things/one`)
    },
  }
}

const standard = (name: string) => ({ interface: `org.freedesktop.DBus.${name}` })
const child = { path: `${ROOT}/things/one` }
const stranger = { sender: ':1.2' }

describe('calls', () => {
  it('are answered with what the method gives', async () => {
    const { call } = makeServer()
    expect(await call('Echo', { signature: 's', args: ['hello'] })).toMatchObject({
      ...{ type: MESSAGE_TYPE.answer, destination: ':1.1', signature: 's', body: ['hello'] },
    })
    expect(await call('WhoAmI', stranger)).toMatchObject({ body: [1001] })
  })

  it('may leave the interface out', async () => {
    const { call } = makeServer()
    expect(await call('WhoAmI', { interface: undefined })).toMatchObject({ body: [1000] })
  })

  it.each([
    ['no such object', 'Echo', { path: '/org/other' }, 'UnknownObject'],
    ['nothing there', 'Echo', { path: `${ROOT}/things/two` }, 'UnknownObject'],
    ['an object of others', 'WhoAmI', { ...child, ...stranger }, 'UnknownObject'],
    ['no such interface', 'Echo', { interface: 'org.example.Other' }, 'UnknownInterface'],
    ['no such method', 'Toast', {}, 'UnknownMethod'],
    ['the name of what every object has', 'constructor', {}, 'UnknownMethod'],
    ['too few arguments', 'Echo', {}, 'InvalidArgs'],
    ['other types', 'Echo', { signature: 'u', args: [1] }, 'InvalidArgs'],
    ['too long arguments', 'Echo', { signature: 's', body: null }, 'LimitsExceeded'],
  ])('are refused for %s', async (_, member, more, error) => {
    const answer = await makeServer().call(member, more)
    expect(answer).toMatchObject({ type: MESSAGE_TYPE.error, errorName: `${ERROR}.${error}` })
  })

  it('are refused where their bytes are not what they say', async () => {
    const body = (): never => {
      throw new WireError('the message is cut off')
    }
    const answer = await makeServer().call('Echo', { signature: 's', body })
    expect(answer).toMatchObject({ errorName: `${ERROR}.InvalidArgs` })
  })

  it('are refused in our words, with a name of its own for each', async () => {
    const answer = await makeServer().call('Refuse')
    expect(answer?.errorName).toBe('org.guesthouse.Error.DiskMissing')
    expect(answer?.body).toEqual([
      'The file /x does not exist. Put it back, or choose another file.',
    ])
  })

  it.each(['Break', 'Lie'])('that fail inside tell nothing of the inside: %s', async (member) => {
    const { call, logged } = makeServer()
    const answer = await call(member)
    expect(answer?.errorName).toBe('org.guesthouse.Error.Internal')
    expect(String(answer?.body)).not.toMatch(/secret|value/)
    expect(logged[0]).toBe('a call failed')
  })

  it('are not answered where nobody waits, or who asked has left', async () => {
    const { call, gone, sent } = makeServer()
    expect(await call('WhoAmI', { flags: MESSAGE_FLAG.noReplyExpected })).toBeUndefined()
    expect(await call('Toast', { flags: MESSAGE_FLAG.noReplyExpected })).toBeUndefined()
    await call('WhoAmI')
    gone.get(':1.1')?.abort()
    sent.length = 0
    expect(await call('WhoAmI')).toBeUndefined()
  })
})

describe('the interfaces of D-Bus', () => {
  it('tell of an object, with the names of arguments', async () => {
    const answer = await makeServer().call('Introspect', standard('Introspectable'))
    const xml = String(answer?.body?.[0])
    expect(xml).toContain('<method name="Echo">\n      <arg name="text" type="s" direction="in"/>')
    expect(xml).toContain('<property name="Name" type="s" access="read">')
    expect(xml).toContain('<signal name="Rang">')
    expect(xml).toContain('org.freedesktop.DBus.ObjectManager')
    expect(xml).toContain('<node name="things"/>')
  })

  it('tell only of children that the caller may see, and of what is above them', async () => {
    const { call } = makeServer()
    const introspect = { ...standard('Introspectable'), path: `${ROOT}/things` }
    expect(String((await call('Introspect', introspect))?.body)).toContain('<node name="one"/>')
    expect(await call('Introspect', { ...introspect, ...stranger })).toMatchObject({
      errorName: `${ERROR}.UnknownObject`,
    })
    const top = { ...standard('Introspectable'), path: '/', ...stranger }
    expect(String((await call('Introspect', top))?.body)).toContain('<node name="org"/>')
  })

  it('give properties and take none', async () => {
    const { call } = makeServer()
    const of = { ...standard('Properties'), ...child }
    const two = { signature: 'ss', args: ['org.example.Thing', 'Name'] }
    expect((await call('Get', { ...of, ...two }))?.body).toEqual([new Variant('s', 'first')])
    const all = await call('GetAll', { ...of, signature: 's', args: ['org.example.Thing'] })
    expect(all?.body?.[0]).toEqual(
      new Map([
        ['Name', new Variant('s', 'first')],
        ['Kind', new Variant('s', 'thing')],
      ]),
    )
    const set = { signature: 'ssv', args: ['org.example.Thing', 'Name', new Variant('s', 'x')] }
    expect((await call('Set', { ...of, ...set }))?.errorName).toBe(`${ERROR}.PropertyReadOnly`)
    const unknown = { signature: 'ss', args: ['org.example.Thing', 'Nome'] }
    expect((await call('Get', { ...of, ...unknown }))?.errorName).toBe(`${ERROR}.UnknownProperty`)
  })

  it('list the objects that a caller may see', async () => {
    const { call } = makeServer()
    const list = async (more: object): Promise<unknown[]> => {
      const answer = await call('GetManagedObjects', { ...standard('ObjectManager'), ...more })
      const [objects] = answer?.body ?? []
      return [...(objects as Map<string, unknown>).keys()]
    }
    expect(await list({})).toEqual([`${ROOT}/things/one`])
    expect(await list(stranger)).toEqual([])
  })
})

describe('changes', () => {
  const signals = (sent: readonly Sent[]): unknown[] =>
    sent
      .filter(({ type }) => type === MESSAGE_TYPE.signal)
      .map(({ destination, member, body }) => [destination, member, body])

  async function subscribed() {
    const made = makeServer()
    await made.call('GetManagedObjects', standard('ObjectManager'))
    await made.call('GetManagedObjects', { ...standard('ObjectManager'), ...stranger })
    made.sent.length = 0
    return made
  }

  it('of a turn are told once, to those who see the object alone', async () => {
    const { rename, settle, sent } = await subscribed()
    rename('second')
    rename('third')
    await settle()
    const changed = new Map([['Name', new Variant('s', 'third')]])
    expect(signals(sent)).toEqual([
      [':1.1', 'PropertiesChanged', ['org.example.Thing', changed, []]],
    ])
  })

  it('that change nothing are not told', async () => {
    const { rename, settle, sent } = await subscribed()
    rename('first')
    await settle()
    expect(signals(sent)).toEqual([])
  })

  it('of who may see an object are told as its coming and going', async () => {
    const { hide, settle, sent, server } = await subscribed()
    hide()
    await settle()
    const path = `${ROOT}/things/one`
    expect(signals(sent)).toEqual([[':1.1', 'InterfacesRemoved', [path, ['org.example.Thing']]]])
    sent.length = 0
    server.remove(path)
    await settle()
    expect(signals(sent)).toEqual([])
  })

  it('are told to nobody who has left or wants no more', async () => {
    const { rename, settle, sent, server } = await subscribed()
    server.forget(':1.1')
    rename('second')
    await settle()
    expect(signals(sent)).toEqual([])
    expect(server.subscribers().map(({ uniqueName }) => uniqueName)).toEqual([':1.2'])
  })
})

describe('a caller who floods', () => {
  it('is refused past its limit, and others are answered first', async () => {
    const { server, sent, settle } = makeServer()
    const base = { type: MESSAGE_TYPE.call, flags: 0, path: ROOT, interface: 'org.example.Thing' }
    const rest = { member: 'WhoAmI', signature: '', bodyBytes: 0, body: () => [] }
    for (let serial = 1; serial <= 10_000; serial += 1) {
      server.receive({ ...base, ...rest, sender: ':1.1', serial })
    }
    server.receive({ ...base, ...rest, sender: ':1.2', serial: 1 })
    await settle()
    const refused = sent.filter(({ errorName }) => errorName === `${ERROR}.LimitsExceeded`)
    expect(refused).toHaveLength(10_000 - 128)
    const answered = sent.filter(({ type }) => type === MESSAGE_TYPE.answer)
    const place = answered.findIndex(({ destination }) => destination === ':1.2')
    expect(place).toBeGreaterThanOrEqual(0)
    expect(place).toBeLessThan(16)
  })
})
