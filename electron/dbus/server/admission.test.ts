import { describe, expect, it } from 'vitest'
import { silentLogger } from '../../platform/logger.ts'
import type { Sent } from '../bus/bus.ts'
import { type IncomingMessage, MESSAGE_TYPE } from '../wire/message.ts'
import { usualLimits } from './fair-queue.ts'
import { ObjectServer } from './object-server.ts'
import type { MethodSpec } from './table.ts'

const ROOT = '/org/example'
const LIMITED = 'org.freedesktop.DBus.Error.LimitsExceeded'

/** A server that lets callers in when the test says so. `:1.x` are all of one account. */
function makeServer({ runningPerAccount = usualLimits.runningPerAccount } = {}) {
  const sent: Sent[] = []
  const gone = new AbortController()
  let admit = (): void => {}
  const admitted = new Promise<void>((resolve) => {
    admit = resolve
  })
  const server = new ObjectServer({
    ...{ root: ROOT, logger: silentLogger, send: (message) => sent.push(message) },
    ...{ admit: () => admitted, limits: { ...usualLimits, runningPerAccount } },
    sender: (uniqueName) => ({
      gone: gone.signal,
      caller: async () => ({ uniqueName, uid: uniqueName.startsWith(':1.') ? 1 : 2, gids: [] }),
    }),
  })
  const methods: MethodSpec[] = [{ name: 'Ask', in: [], out: [], handle: () => [] }]
  const interfaces = [{ name: 'org.example.Thing', methods, properties: [], signals: [] }]
  server.add({ path: ROOT, visibleTo: () => true, interfaces })
  const settle = async (): Promise<void> => {
    for (let turns = 0; turns < 5; turns += 1) await new Promise(setImmediate)
  }
  const call = async (sender: string, member = 'Ask'): Promise<void> => {
    const message: IncomingMessage = {
      ...{ type: MESSAGE_TYPE.call, flags: 0, serial: 1, sender, path: ROOT, member },
      ...{ signature: '', bodyBytes: 0, body: () => [] },
    }
    server.receive(message)
    await settle()
  }
  return { server, sent, gone, call, settle, admit: () => admit() }
}

describe('who is let in', () => {
  it('is not kept in mind where they left meanwhile', async () => {
    const { server, gone, call, settle, admit } = makeServer()
    await call(':1.1', 'GetManagedObjects')
    gone.abort()
    server.forget(':1.1')
    admit()
    await settle()
    expect(server.subscribers()).toEqual([])
  })

  it('has so many calls for an account, over however many connections', async () => {
    const { sent, call, settle, admit } = makeServer({ runningPerAccount: 2 })
    for (const sender of [':1.1', ':1.2', ':1.3', ':2.1']) await call(sender)
    expect(sent).toMatchObject([{ destination: ':1.3', errorName: LIMITED }])
    admit()
    await settle()
    expect(sent).toHaveLength(4)
    await call(':1.3')
    expect(sent[4]).toMatchObject({ type: MESSAGE_TYPE.answer, destination: ':1.3' })
  })
})
