import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AgentClient } from './agent-client.ts'
import { FakeAgent } from './testing/fake-agent.ts'
import { withAgent } from './with-agent.ts'

let agent: FakeAgent
beforeEach(async () => {
  agent = await FakeAgent.make()
})
afterEach(() => agent.close())

const refused = (errorClass: string, desc: string) => ({ error: { class: errorClass, desc } })
const absent = { code: 'AGENT_NOT_THERE' }

describe('getting in step', () => {
  test('what was meant for an earlier client is passed over, however it is cut', async () => {
    agent.sync = (id) =>
      Buffer.concat([
        Buffer.from('{"return": {"half an ans\n{"return": 1}\n'),
        Buffer.from([0xff]),
        Buffer.from('{"return": 12345}\n{"return": {}}\n'),
        Buffer.from([0xff]),
        Buffer.from(`{"return": ${String(id)}}\n`),
      ])
    agent.react = () => ({ return: { 'host-name': 'guest' } })
    const client = await AgentClient.open(agent.path)
    expect(await client.execute('guest-get-host-name')).toEqual({ 'host-name': 'guest' })
    client.close()
  })

  test.each<[string, (id: unknown) => Buffer | null]>([
    ['silent', () => null],
    ['answering something else', () => Buffer.from([0xff, ...Buffer.from('{"return": 1}\n')])],
    ['babbling', () => Buffer.alloc(256 * 1024, 'x')],
    ['babbling in one line', () => Buffer.concat([Buffer.from([0xff]), Buffer.alloc(9e6, 'x')])],
  ])('an agent that is %s is not there, within the time', async (_, sync) => {
    agent.sync = sync
    await expect(AgentClient.open(agent.path, { timeoutMs: 300 })).rejects.toMatchObject(absent)
  })

  test('no socket is no agent', async () => {
    await expect(AgentClient.open(`${agent.path}-none`)).rejects.toMatchObject(absent)
  })
})

describe('an agent in step', () => {
  const ask = <T>(use: (client: AgentClient) => Promise<T>): Promise<T> =>
    withAgent(agent.guest(), use)

  test('refuses in its own words, which are cut', async () => {
    agent.react = () => refused('GenericError', `no: ${'x'.repeat(10_000)}`)
    const error = await ask((client) => client.execute('guest-ping')).catch((e: unknown) => e)
    expect(error).toMatchObject({ code: 'AGENT_REFUSED' })
    expect((error as { params: { reason: string } }).params.reason.length).toBeLessThan(400)
  })

  test.each([
    ['CommandNotFound', 'The command guest-exec has not been found'],
    ['GenericError', 'Command guest-exec has been disabled: the command is not allowed'],
  ])('says that a command is off (%s)', async (errorClass, desc) => {
    agent.react = () => refused(errorClass, desc)
    await expect(
      ask((client) => client.execute('guest-exec', { path: '/bin/true' })),
    ).rejects.toMatchObject({ code: 'AGENT_COMMAND_OFF', params: { command: 'guest-exec' } })
  })

  test('an answer of another shape is refused, and the next command is answered', async () => {
    agent.react = ({ execute }) =>
      execute === 'guest-info' ? { return: { version: 7 } } : { return: { 'host-name': 'g' } }
    await ask(async (client) => {
      await expect(client.execute('guest-info')).rejects.toMatchObject({ code: 'AGENT_REFUSED' })
      expect(await client.execute('guest-get-host-name')).toEqual({ 'host-name': 'g' })
    })
  })

  test.each<[string, Buffer | null]>([
    ['silence', null],
    ['no JSON', Buffer.from('hello\n')],
    ['neither answer nor error', Buffer.from('{"event": "x"}\n')],
    ['an answer without end', Buffer.alloc(9e6, 'x')],
    ['two answers', Buffer.from('{"return": {}}\n{"return": {}}\n')],
  ])('after %s the connection is not used again', async (_, bytes) => {
    agent.react = () => bytes
    await ask(async (client) => {
      // Two answers at once are one answer to this, and then a stranger's.
      await client.execute('guest-ping', undefined, { timeoutMs: 300 }).catch(() => {})
      await expect(client.execute('guest-ping')).rejects.toMatchObject(absent)
      expect(client.closed).toBe(true)
    })
    agent.react = () => ({ return: {} })
    await ask((client) => client.execute('guest-ping'))
    expect(agent.connections).toHaveLength(2)
  })

  test('those who ask at the same time share one connection, which then ends', async () => {
    agent.react = ({ execute }) => ({
      return: execute === 'guest-ping' ? {} : { 'host-name': 'g' },
    })
    const ended = new Promise((resolve) => {
      agent.sync = (id) => {
        agent.connections[0]?.once('close', resolve)
        return Buffer.concat([Buffer.from([0xff]), Buffer.from(`{"return":${String(id)}}\n`)])
      }
    })
    await Promise.all([
      ask((client) => client.execute('guest-ping')),
      ask((client) => client.execute('guest-get-host-name')),
      ask((client) => client.execute('guest-ping')),
    ])
    await ended
    expect(agent.connections).toHaveLength(1)
  })

  test('an agent that no program in the guest plays is not even asked', async () => {
    agent.listening = false
    await expect(ask((client) => client.execute('guest-ping'))).rejects.toMatchObject(absent)
    expect(agent.connections).toEqual([])
  })
})
