import { readFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { GuestView } from '../../../shared/domain/guest.ts'
import { eventually } from '../../engine/testing/engine-home.ts'
import { GuestShell } from '../../engine/testing/guest-shell.ts'
import { skipWhere } from '../../engine/testing/skip-where.ts'
import {
  BRIDGE,
  BRIDGE_ADDRESS,
  makeNetworkWorld,
  type NetworkWorld,
  whyNoWorld,
} from './testing/network-world.ts'
import type { TestProgram } from './testing/programs.ts'

const USER = 'guesthouse-dev'

const missing = whyNoWorld()
let world: NetworkWorld
beforeAll(async () => {
  if (missing === undefined) world = await makeNetworkWorld()
})
afterAll(() => world?.dispose())
beforeEach((context) => {
  skipWhere(context, missing !== undefined, missing ?? '')
})
afterEach(() => world?.clear())

const devices = async (): Promise<string[]> =>
  (await world.control.list()).map(({ device }) => device)

/** What a session's engine answers. Throws its words. */
async function ask<T = unknown>(session: TestProgram, ...words: string[]): Promise<T> {
  const { value, error } = JSON.parse(await session.ask(JSON.stringify(words))) as {
    value: T
    error?: string
  }
  if (error !== undefined) throw new Error(error)
  return value
}
function create(session: TestProgram, ...extra: string[]): Promise<string> {
  const { kernel, initrd, commandLine } = world.guest
  const guest = {
    ...{ name: 'bridged', memoryMiB: 256, cpus: 1, disk: { kind: 'none' } },
    kernelBoot: { kernel, initrd, commandLine },
  }
  return ask(session, 'create', JSON.stringify(guest), BRIDGE, JSON.stringify(extra))
}
const viewOf = (session: TestProgram, id: string): Promise<GuestView> => ask(session, 'view', id)

/** How the guest's only NIC is connected, and what its page says of it. */
async function connectionOf(session: TestProgram, id: string) {
  const { runtime } = await viewOf(session, id)
  const [found] = Object.entries(runtime?.connections ?? {})
  if (found === undefined) throw new Error('no NIC')
  const [nic, connection] = found
  const about = (runtime?.notices ?? []).filter(({ device }) => device === nic)
  const notices = about.map(({ code }) => code)
  return { connection, notices }
}

it('a session’s guest is on the bridge by the daemon, also after the app was killed', async () => {
  await world.startService()
  await world.startDaemon()
  let session = await world.startSession(USER)
  expect(await ask(session, 'bridges')).toEqual(['br-huge', BRIDGE])
  const id = await create(session)
  // Not asked for before it is needed; the command line is told all the same.
  expect((await ask<string[]>(session, 'commandLine', id)).join(' ')).toContain('ght0000000000')
  expect(await devices()).toEqual([])
  await ask(session, 'start', id)
  const [device] = await devices()
  const reached = {
    connection: {
      ...{ backend: 'daemon-tap', hostAccess: false, outside: true },
      tap: { device, bridge: BRIDGE },
    },
    notices: [],
  }
  expect(await connectionOf(session, id)).toEqual(reached)
  const { runtime } = await viewOf(session, id)
  const status = await readFile(`/proc/${runtime?.pid}/status`, 'utf8')
  expect(status).toMatch(/^CapEff:\t0+$/m)
  expect(status).toMatch(/^Seccomp:\t2$/m)
  // Unlike with QEMU's bridge helper, it may start no program.
  expect((await ask<string[]>(session, 'commandLine', id)).join(' ')).toContain('spawn=deny')
  const { socketPath, logPath } = await ask<{ socketPath: string; logPath: string }>(
    ...([session, 'serial', id] as const),
  )
  const shell = await GuestShell.open(socketPath, world.guest.readyLine, () =>
    readFile(logPath, 'utf8'),
  )
  await shell.run('ip addr add 10.97.0.2/24 dev eth0; ip link set eth0 up')
  expect(await shell.run(`ping -c 3 ${BRIDGE_ADDRESS}`)).toContain('3 packets received')
  await session.end('SIGKILL')
  await eventually(async () => expect(await world.holders()).toEqual({}))
  session = await world.startSession(USER)
  await eventually(async () => expect(Object.keys(await world.holders())).toEqual([device]))
  expect(await connectionOf(session, id)).toEqual(reached)
  expect(await shell.run(`ping -c 1 ${BRIDGE_ADDRESS}`)).toContain('1 packets received')
  shell.close()
  await ask(session, 'powerOff', id)
  expect(await devices()).toEqual([])
})

it('a start that fails leaves no device', async () => {
  await world.startService()
  await world.startDaemon()
  const session = await world.startSession(USER)
  const id = await create(session, '-no-such-option')
  await expect(ask(session, 'start', id)).rejects.toThrow('QEMU')
  expect(await devices()).toEqual([])
})

it('a guest whose app and QEMU were killed leaves no device', async () => {
  await world.startService()
  await world.startDaemon()
  const session = await world.startSession(USER)
  const id = await create(session)
  await ask(session, 'start', id)
  expect(await devices()).toHaveLength(1)
  const { runtime } = await viewOf(session, id)
  if (runtime === null) throw new Error('not running')
  await session.end('SIGKILL')
  process.kill(runtime.pid, 'SIGKILL')
  await eventually(async () => expect(await devices()).toEqual([]))
})

it('a guest for which the daemon has no device left says why it is not connected', async () => {
  await world.startService()
  await world.startDaemon()
  const [session, app] = [await world.startSession(USER), world.startApp(USER)]
  for (let taken = 0; taken < 2; taken++) await ask(app, 'create', BRIDGE)
  const id = await create(session)
  await ask(session, 'start', id)
  expect(await connectionOf(session, id)).toMatchObject({
    connection: { backend: 'none' },
    notices: ['BRIDGE_DAEMON_REFUSED'],
  })
  const { runtime } = await viewOf(session, id)
  const refused = runtime?.notices.find(({ code }) => code === 'BRIDGE_DAEMON_REFUSED')
  expect(String(refused?.params['reason'])).toContain('2 TAP devices')
  await ask(session, 'powerOff', id)
})

it('a guest starts as before where there is no daemon, or one that says nothing', async () => {
  const session = await world.startSession(USER)
  expect(await ask(session, 'bridges')).toEqual([])
  const id = await create(session)
  await ask(session, 'start', id)
  const { connection, notices } = await connectionOf(session, id)
  expect(connection.backend).toBe('none')
  expect(notices).toEqual([expect.stringMatching(/^BRIDGE_(?!DAEMON)/)])
  await ask(session, 'powerOff', id)
  // Stopped, it takes calls and answers none.
  const daemon = await world.startDaemon()
  process.kill(daemon.pid, 'SIGSTOP')
  await ask(session, 'start', id)
  expect((await connectionOf(session, id)).notices).toEqual(notices)
  await ask(session, 'powerOff', id)
})
