import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { silentLogger } from '../../platform/logger.ts'
import { createSessionBus, type SessionBus } from '../desktop/session-bus.ts'
import { type BusProgram, type ProgramCall, startProgram } from '../desktop/testing/bus-program.ts'
import { makePrivateBus, type PrivateBus } from '../../platform/testing/private-bus.ts'
import { joinSession } from './session-manager.ts'

const NAME = 'org.gnome.SessionManager'
const CLIENT = `${NAME}.ClientPrivate`
const path = '/org/gnome/SessionManager/Client7'

let daemon: PrivateBus
let bus: SessionBus
let leaveSession = (): void => {}
const programs: BusProgram[] = []
beforeEach(async () => {
  daemon = await makePrivateBus('session')
  await daemon.start()
  bus = createSessionBus({ env: daemon.env, logger: silentLogger })
})
afterEach(async () => {
  leaveSession()
  bus.close()
  for (const program of programs.splice(0)) program.leave()
  await daemon.dispose()
})

/** A session's manager with what it was asked. */
async function manager() {
  const calls: ProgramCall[] = []
  const program = await startProgram({
    ...{ env: daemon.env, name: NAME },
    answer(call) {
      calls.push(call)
      return call.member === 'RegisterClient'
        ? { signature: 'o', body: [path] }
        : { signature: '', body: [] }
    },
  })
  programs.push(program)
  const say = (member: string, from: BusProgram = program): void => {
    const isBare = member === 'Stop' || member === 'CancelEndSession'
    from.tell({ path, interface: CLIENT, member }, isBare ? '' : 'u', isBare ? [] : [0])
  }
  const asked = (): unknown[] => calls.map(({ member, body }) => [member as unknown].concat(body))
  return { program, say, asked }
}

function follow(env: NodeJS.ProcessEnv = {}) {
  let finish = (_end: boolean): void => {}
  const quit = vi.fn()
  const leaving = {
    terminate: vi.fn(() => new Promise<boolean>((resolve) => (finish = resolve))),
    callOff: vi.fn(() => finish(false)),
  }
  leaveSession = joinSession({ bus, env, leaving, quit, logger: silentLogger })
  return { leaving, quit, finish: () => finish(true) }
}
const registered = ['RegisterClient', 'org.guesthouse.Guesthouse', '']
const answered = ['EndSessionResponse', true, '']

test('the session waits until machines are left, and the app ends then', async () => {
  const { say, asked } = await manager()
  const { leaving, quit, finish } = follow()
  await bus.join()
  await vi.waitFor(() => expect(asked()).toEqual([registered]))
  say('QueryEndSession')
  await vi.waitFor(() => expect(asked()).toEqual([registered, answered]))
  expect(leaving.terminate).not.toHaveBeenCalled()
  say('EndSession')
  await vi.waitFor(() => expect(leaving.terminate).toHaveBeenCalledOnce())
  expect([asked().length, quit.mock.calls.length]).toEqual([2, 0])
  finish()
  await vi.waitFor(() => expect(asked()).toEqual([registered, answered, answered]))
  expect(quit).toHaveBeenCalledOnce()
})

test('the app stays where the end of the session is called off', async () => {
  const { say, asked } = await manager()
  const { leaving, quit } = follow({ DESKTOP_AUTOSTART_ID: '10a' })
  await bus.join()
  await vi.waitFor(() => expect(asked()).toEqual([[...registered.slice(0, 2), '10a']]))
  say('EndSession')
  await vi.waitFor(() => expect(leaving.terminate).toHaveBeenCalledOnce())
  say('CancelEndSession')
  await vi.waitFor(() => expect(asked()).toHaveLength(2))
  expect(leaving.callOff).toHaveBeenCalledOnce()
  expect(quit).not.toHaveBeenCalled()
  say('Stop')
  await vi.waitFor(() => expect(quit).toHaveBeenCalledOnce())
})

test('a manager that comes later is heard, and nobody else', async () => {
  const { leaving, quit } = follow()
  await bus.join()
  const { say, asked, program } = await manager()
  await vi.waitFor(() => expect(asked()).toEqual([registered]))
  const stranger = await startProgram({ env: daemon.env, answer: () => 'silence' })
  programs.push(stranger)
  for (const member of ['EndSession', 'Stop']) say(member, stranger)
  say('QueryEndSession')
  await vi.waitFor(() => expect(asked()).toEqual([registered, answered]))
  await program.disown()
  await program.own()
  await vi.waitFor(() => expect(asked()).toEqual([registered, answered, registered]))
  expect([leaving.terminate.mock.calls, quit.mock.calls]).toEqual([[], []])
})
