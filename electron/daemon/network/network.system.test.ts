import { readFile, stat } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { eventually } from '../../engine/testing/engine-home.ts'
import { skipWhere } from '../../engine/testing/skip-where.ts'
import { openInVain, startBridgedGuest } from './testing/bridged-guest.ts'
import {
  BRIDGE,
  BRIDGE_ADDRESS,
  makeNetworkWorld,
  type NetworkWorld,
  uidOf,
  whyNoWorld,
} from './testing/network-world.ts'
import { startProgram, type TestProgram } from './testing/programs.ts'

const USER = 'guesthouse-dev'
/** CAP_NET_ADMIN is number 12 (linux/capability.h). */
const NET_ADMIN = '0000000000001000'

const missing = whyNoWorld()

let world: NetworkWorld
let service: TestProgram
beforeAll(async () => {
  if (missing === undefined) world = await makeNetworkWorld()
})
afterAll(() => world?.dispose())
beforeEach(async (context) => {
  skipWhere(context, missing !== undefined, missing ?? '')
  service = await world.startService()
})
afterEach(() => world?.clear())

const statusOf = async (pid: number, field: string): Promise<string> => {
  const line = (await readFile(`/proc/${pid}/status`, 'utf8'))
    .split('\n')
    .find((each) => each.startsWith(`${field}:`))
  return (line ?? '').replace(/^\w+:\s*/, '')
}
const devices = async (): Promise<string[]> =>
  (await world.control.list()).map(({ device }) => device)

/** What an app asks the daemon for, over the bus. Throws the daemon's words. */
async function ask(app: TestProgram, ...words: string[]): Promise<string> {
  const { value, error } = JSON.parse(await app.ask(JSON.stringify(words))) as {
    value?: unknown
    error?: string
  }
  if (error !== undefined) throw new Error(error)
  return typeof value === 'string' ? value : JSON.stringify(value)
}

it('makes a device that is the user’s own, on the bridge and up, with CAP_NET_ADMIN alone', async () => {
  for (const set of ['CapEff', 'CapPrm', 'CapInh', 'CapBnd', 'CapAmb']) {
    expect([set, await statusOf(service.pid, set)]).toEqual([set, NET_ADMIN])
  }
  const uid = uidOf(USER)
  const tap = await world.control.create(BRIDGE, uid)
  expect(tap).toMatchObject({ uid, bridge: BRIDGE, inUse: false })
  expect(await world.namespace.link(tap.device)).toMatchObject({
    ...{ mtu: 1400, master: BRIDGE, address: tap.mac, inet6_addr_gen_mode: 'none' },
    flags: expect.arrayContaining(['UP']),
    linkinfo: { info_kind: 'tun', info_data: { type: 'tap', persist: true, user: USER } },
  })
  // The bridge keeps the address that it would have without it.
  expect(tap.mac).toMatch(/^fe:/)
  expect(await world.control.list()).toEqual([tap])
  await world.control.remove(tap.device, { unlessInUse: true })
  expect(await world.namespace.link(tap.device)).toBeNull()
})

it('lets no capability through to what only listens', async () => {
  const children = (
    await readFile(`/proc/${service.pid}/task/${service.pid}/children`, 'utf8')
  ).match(/\d+/g)
  expect(children).toHaveLength(1)
  const [monitor] = (children ?? []).map(Number)
  expect(await statusOf(monitor ?? 0, 'CapEff')).toBe('0000000000000000')
  expect(await statusOf(monitor ?? 0, 'NoNewPrivs')).toBe('1')
})

it('refuses other bridges, accounts of the system, and more than the limits', async () => {
  const { control } = world
  const [user, nobody] = [uidOf(USER), uidOf('nobody')]
  const refusal = (bridge: string, uid: number): Promise<unknown> =>
    control.create(bridge, uid).then(
      () => null,
      (error: unknown) => (error as { code?: unknown }).code,
    )
  expect(await refusal('lo', user)).toBe('BRIDGE_NOT_OFFERED')
  expect(await refusal('br-missing', user)).toBe('BRIDGE_NOT_THERE')
  expect(await refusal('no-bridge', user)).toBe('BRIDGE_NOT_THERE')
  expect(await refusal(BRIDGE, 0)).toBe('TAP_ACCOUNT_REFUSED')
  expect(await refusal(BRIDGE, uidOf('guesthouse-network'))).toBe('TAP_ACCOUNT_REFUSED')
  expect(await control.bridges()).toEqual([BRIDGE, 'br-huge'])
  // All at once: the limit holds for them as well.
  const asked = await Promise.all([1, 2, 3, 4].map(() => refusal(BRIDGE, user)))
  expect(asked.filter((code) => code === null)).toHaveLength(2)
  expect(asked.filter((code) => code === 'TAPS_OF_ACCOUNT_USED')).toHaveLength(2)
  expect(await refusal(BRIDGE, uidOf('guesthouse-qemu'))).toBeNull()
  expect(await refusal(BRIDGE, nobody)).toBe('TAPS_OF_BRIDGE_USED')
  expect(await devices()).toHaveLength(3)
})

it('leaves nothing where a step fails', async () => {
  const before = await world.namespace.run('ls', '/sys/class/net')
  await expect(world.control.create('br-huge', uidOf(USER))).rejects.toMatchObject({
    code: 'TAP_FAILED',
    // iproute2's own words, with the kernel's.
    cause: expect.stringMatching(/mtu/i),
  })
  expect(await world.namespace.run('ls', '/sys/class/net')).toBe(before)
})

it('removes no device that is not its own', async () => {
  await world.namespace.run('ip', 'tuntap', 'add', 'dev', 'ghtmine', 'mode', 'tap')
  // Called as ours are, and no TAP device.
  await world.namespace.run('ip', 'tuntap', 'add', 'dev', 'ght0123456789', 'mode', 'tun')
  for (const device of ['ght0123456789', BRIDGE, 'ghtmine']) {
    await expect(world.control.remove(device, { unlessInUse: false })).rejects.toMatchObject({
      code: device === 'ght0123456789' ? 'TAP_NOT_FOUND' : 'ARGUMENTS_INVALID',
    })
  }
  await service.end('SIGKILL')
  service = await world.startService()
  for (const device of ['ght0123456789', BRIDGE, 'ghtmine']) {
    expect(await world.namespace.link(device)).not.toBeNull()
  }
})

it('answers the daemon’s account alone', async () => {
  const { controlSocket, namespace, node } = world
  const { mode } = await stat(controlSocket)
  expect(mode & 0o777).toBe(0o666)
  const script = `require('node:net').connect(${JSON.stringify(controlSocket)})
    .once('connect', () => console.error('let in')).once('error', (e) => console.error(e.code))`
  const knock = (account: string): TestProgram =>
    startProgram(namespace.as(account, [...node, '-e', script]))
  await knock(USER).logs('EACCES')
  await knock('guesthouse-qemu').logs('EACCES')
  await knock('guesthoused').logs('let in')
})

it('puts a user’s guest on the bridge, with no privilege, for as long as it runs', async () => {
  const daemon = await world.startDaemon()
  const app = world.startApp(USER)
  expect(await ask(app, 'bridges')).toBe(JSON.stringify([BRIDGE, 'br-huge']))
  const device = await ask(app, 'create', BRIDGE)
  expect(await devices()).toEqual([device])
  // Somebody else's QEMU may not open it.
  await openInVain(world, 'nobody', device).logs('Operation not permitted')
  const { qemu, shell } = await startBridgedGuest(world, USER, device)
  expect(await statusOf(qemu.pid, 'Uid')).toBe(Array(4).fill(uidOf(USER)).join('\t'))
  expect(await statusOf(qemu.pid, 'CapEff')).toBe('0000000000000000')
  expect(await statusOf(qemu.pid, 'CapBnd')).toBe('0000000000000000')
  expect(await statusOf(qemu.pid, 'Seccomp')).toBe('2')
  await shell.run('ip addr add 10.97.0.2/24 dev eth0; ip link set eth0 up')
  expect(await shell.run(`ping -c 3 ${BRIDGE_ADDRESS}`)).toContain('3 packets received')
  // Nor may the user open it a second time.
  await openInVain(world, USER, device).logs('Device or resource busy')
  expect(await world.control.list()).toMatchObject([{ device, inUse: true }])
  await expect(world.control.remove(device, { unlessInUse: true })).rejects.toMatchObject({
    code: 'TAP_IN_USE',
  })
  // All but the guest is killed, and it is still connected.
  for (const program of [app, daemon, service]) await program.end('SIGKILL')
  service = await world.startService()
  await world.startDaemon()
  expect(await shell.run(`ping -c 1 ${BRIDGE_ADDRESS}`)).toContain('1 packets received')
  // The app that comes back takes the device up again: another user's does not.
  await expect(ask(world.startApp('nobody'), 'claim', device, BRIDGE)).rejects.toThrow(device)
  const again = world.startApp(USER)
  await ask(again, 'claim', device, BRIDGE)
  await again.end('SIGKILL')
  expect(await shell.run(`ping -c 1 ${BRIDGE_ADDRESS}`)).toContain('1 packets received')
  shell.close()
  await qemu.end('SIGKILL')
  await eventually(async () => expect(await devices()).toEqual([]))
  expect(await world.namespace.link(device)).toBeNull()
})

it('makes none for an account that polkit does not allow it', async () => {
  await world.startDaemon()
  const app = world.startApp('games')
  expect(await ask(app, 'bridges')).toBe('[]')
  await expect(ask(app, 'create', BRIDGE)).rejects.toThrow('org.guesthouse.network')
  expect(await devices()).toEqual([])
})

it('removes a device that is given back, and one whose holder has left the bus', async () => {
  await world.startDaemon()
  const [app, other] = [world.startApp(USER), world.startApp('nobody')]
  const [first, second] = [await ask(app, 'create', BRIDGE), await ask(app, 'create', BRIDGE)]
  await expect(ask(other, 'release', first)).rejects.toThrow(first)
  await ask(app, 'release', first)
  expect(await devices()).toEqual([second])
  const third = await ask(other, 'create', BRIDGE)
  await app.end('SIGKILL')
  await eventually(async () => expect(await devices()).toEqual([third]))
})

it('removes after a crash of everything what nobody holds and nobody has open', async () => {
  let daemon = await world.startDaemon()
  const [app, other] = [world.startApp(USER), world.startApp('nobody')]
  await ask(app, 'create', BRIDGE)
  const kept = await ask(other, 'create', BRIDGE)
  for (const program of [daemon, service, app]) await program.end('SIGKILL')
  // As a service leaves it that is killed while it makes one.
  await world.namespace.run('ip', 'tuntap', 'add', 'dev', 'ght0000000000', 'mode', 'tap')
  service = await world.startService()
  expect(await world.namespace.link('ght0000000000')).toBeNull()
  daemon = await world.startDaemon()
  await eventually(async () => expect(await devices()).toEqual([kept]))
  // A service that ends and comes back is found again, and what happened meanwhile is seen.
  await service.end('SIGKILL')
  await other.end('SIGKILL')
  service = await world.startService()
  await eventually(async () => expect(await devices()).toEqual([]))
  await daemon.end('SIGTERM')
})

it('goes on watching where the monitor of links dies', async () => {
  await world.startDaemon()
  const { control, namespace } = world
  const [monitor] =
    (await readFile(`/proc/${service.pid}/task/${service.pid}/children`, 'utf8')).match(/\d+/g) ??
    []
  expect(Number(monitor)).toBeGreaterThan(1)
  process.kill(Number(monitor), 'SIGKILL')
  await service.logs('the monitor of links has ended')
  const app = world.startApp(USER)
  const device = await ask(app, 'create', BRIDGE)
  const holder = startProgram(
    namespace.as(USER, [
      'qemu-system-x86_64',
      '-nodefaults',
      '-display',
      'none',
      '-machine',
      'none',
      '-netdev',
      `tap,id=net0,ifname=${device},script=no,downscript=no`,
    ]),
  )
  await eventually(async () => expect(await control.list()).toMatchObject([{ inUse: true }]))
  await app.end('SIGKILL')
  await holder.end('SIGKILL')
  await eventually(async () => expect(await devices()).toEqual([]))
})
