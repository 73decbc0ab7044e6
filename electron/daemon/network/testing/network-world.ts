import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  identify,
  listProcesses,
  signal,
  waitUntilGone,
} from '../../../platform/process-identity.ts'
import { makeSystemBus, type SystemBus } from '../../../dbus/testing/system-bus.ts'
import { silentLogger } from '../../../platform/logger.ts'
import { copyKnownHost } from '../../../engine/testing/known-host.ts'
import { type NetworkControl, networkControl } from '../network-control.ts'
import type { NetworkSettings } from '../network-service.ts'
import { readTapRecord } from '../tap-record.ts'
import { makeNetworkNamespace, type NetworkNamespace, numberOf } from './network-namespace.ts'
import { bundleProgram, endPrograms, startProgram, type TestProgram } from './programs.ts'
import { type ReachableGuest, reachableGuest } from './reachable-guest.ts'

export const BRIDGE = 'br0'
export const BRIDGE_ADDRESS = '10.97.0.1'

export const uidOf = (account: string): number => numberOf('-u', account)

const asset = (path: string): string =>
  fileURLToPath(new URL(`../../../../assets/${path}`, import.meta.url))

/** Two accounts that may put their machines on bridges; others may do all else. */
const RULES = `polkit.addRule(function (action, subject) {
  if (action.id.indexOf('org.guesthouse.') !== 0) return;
  var known = ['guesthouse-dev', 'nobody'].indexOf(subject.user) >= 0;
  var bridges = action.id === 'org.guesthouse.network';
  return known || !bridges ? polkit.Result.YES : polkit.Result.NO;
});
`

/** Those of the accounts that the tests take on that this computer does not have. */
const missingAccounts = (): string[] =>
  ['guesthoused', 'guesthouse-network', 'guesthouse-qemu', 'guesthouse-dev'].filter((account) => {
    try {
      return uidOf(account) < 0
    } catch {
      return true
    }
  })

/** Why there can be no such world on this computer; undefined where there can be. */
export function whyNoWorld(): string | undefined {
  if (process.getuid?.() !== 0) return 'only root can take on other accounts and make networks'
  const missing = missingAccounts()
  if (missing.length > 0) return `there is no account ${missing.join(', ')}`
  // In many containers root may not.
  const { status } = spawnSync('unshare', ['--mount', '--net', 'true'])
  if (status !== 0) return 'root may make no namespaces here'
  return existsSync('/dev/net/tun') ? undefined : 'there is no /dev/net/tun'
}

const settings: NetworkSettings = {
  ...{ bridges: [BRIDGE, 'br-huge', 'br-missing', 'no-bridge'], tapsPerUser: 2, tapsPerBridge: 3 },
}

/** A computer's network and bus, with the accounts of this one. */
export interface NetworkWorld {
  readonly dir: string
  readonly guest: ReachableGuest
  readonly namespace: NetworkNamespace
  readonly bus: SystemBus
  readonly control: NetworkControl
  readonly controlSocket: string
  readonly node: readonly string[]
  /** Starts the service that makes the devices; resolves when it serves. */
  startService(): Promise<TestProgram>
  /** Starts the daemon's part; resolves when it serves. */
  startDaemon(): Promise<TestProgram>
  /** Starts what asks the daemon for devices as a session's app does, under an account. */
  startApp(account: string): TestProgram
  /** Starts a session's engine under an account, in a home that stays until `clear`. */
  startSession(account: string): Promise<TestProgram>
  /** Who holds which device, by the daemon's record. */
  holders(): Promise<Readonly<Record<string, string>>>
  /** Ends everything that was started and removes the devices. */
  clear(): Promise<void>
  dispose(): Promise<void>
}

/** Leaves nothing where it fails: a network namespace would stay for as long as the computer runs. */
export async function makeNetworkWorld(): Promise<NetworkWorld> {
  const undo: (() => Promise<void>)[] = []
  const undoAll = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    return await makeWorld(undo, undoAll)
  } catch (error) {
    await undoAll()
    throw error
  }
}

async function makeWorld(
  /** What takes back what was made, oldest first. */
  undo: (() => Promise<void>)[],
  undoAll: () => Promise<void>,
): Promise<NetworkWorld> {
  const dir = await mkdtemp(join(tmpdir(), 'gh-network-'))
  undo.push(() => rm(dir, { recursive: true }))
  await chmod(dir, 0o711)
  const namespace = await makeNetworkNamespace()
  undo.push(() => namespace.dispose())
  const bus = await makeSystemBus({
    policies: [asset('dbus/org.guesthouse.Manager1.conf')],
    actions: [asset('polkit/org.guesthouse.Manager1.policy')],
    rules: RULES,
  })
  undo.push(() => bus.dispose())
  const steps = [
    `link add ${BRIDGE} type bridge`,
    `link set ${BRIDGE} mtu 1400 up`,
    `addr add ${BRIDGE_ADDRESS}/24 dev ${BRIDGE}`,
    // More than a TAP device can have (drivers/net/tun.c: 65,535 less its header).
    'link add br-huge mtu 65535 type bridge',
    'tuntap add dev no-bridge mode tap',
  ]
  for (const step of steps) await namespace.run('ip', ...step.split(' '))
  const own = async (name: string, mode: number, account: string, group = account) => {
    const path = join(dir, name)
    await mkdir(path)
    await chown(path, uidOf(account), numberOf('-g', group))
    await chmod(path, mode)
    return path
  }
  const controlSocket = join(
    await own('control', 0o750, 'guesthouse-network', 'guesthoused'),
    'control',
  )
  const daemonHome = await own('daemon', 0o711, 'guesthoused')
  const recordFile = join(daemonHome, 'run', 'taps.json')
  const [network, taps, app, session] = await Promise.all(
    ['run-network', 'run-daemon', 'hold-taps', 'run-session'].map((name) =>
      bundleProgram(name, dir),
    ),
  )
  if (network === undefined || taps === undefined || app === undefined || session === undefined) {
    throw new Error('no program')
  }
  const node = [process.execPath]
  const home = join(dir, 'home')
  const clear = async (): Promise<void> => {
    await endPrograms()
    await endGuests(home)
    const names = (await namespace.run('ls', '/sys/class/net')).split('\n')
    for (const name of names.filter((each) => each.startsWith('ght'))) {
      await namespace.run('ip', 'link', 'delete', 'dev', name)
    }
    await rm(recordFile, { force: true })
    await rm(home, { recursive: true, force: true })
  }
  return {
    ...{ dir, namespace, bus, controlSocket, node, clear },
    guest: await reachableGuest(dir),
    control: networkControl({ path: controlSocket, logger: silentLogger }),
    startService: async () => {
      const command = [...node, network, JSON.stringify(settings), controlSocket]
      const service = startProgram(namespace.as('guesthouse-network', command, ['net_admin']))
      await service.logs('TAP devices are offered')
      return service
    },
    startDaemon: async () => {
      await makeHome(daemonHome, 'guesthoused', ['cache'])
      const at = (name: string): string => join(daemonHome, name)
      const env = {
        ...{ ...bus.env, RUNTIME_DIRECTORY: at('run'), STATE_DIRECTORY: at('data') },
        ...{ CACHE_DIRECTORY: at('cache'), LOGS_DIRECTORY: at('logs') },
        CONFIGURATION_DIRECTORY: at('config'),
      }
      const daemon = startProgram(namespace.as('guesthoused', [...node, taps, controlSocket]), env)
      await daemon.logs('"message":"ready"')
      return daemon
    },
    startApp: (account) => startProgram(namespace.as(account, [...node, app]), bus.env),
    startSession: async (account) => {
      await makeHome(home, account, ['.cache', 'guesthouse'])
      const env = { ...bus.env, HOME: home, XDG_RUNTIME_DIR: join(home, 'run') }
      return startProgram(namespace.as(account, [...node, session]), env)
    },
    holders: async () => (await readTapRecord(recordFile, silentLogger))?.holders ?? {},
    clear,
    dispose: async () => {
      await clear()
      await undoAll()
    },
  }
}

/** Guests outlive the app that started them. */
async function endGuests(home: string): Promise<void> {
  const ours = (await listProcesses()).filter(({ argv }) =>
    argv.some((argument) => argument.includes(`${home}/`)),
  )
  for (const { pid } of ours) {
    const guest = identify(pid)
    if (guest === null) continue
    signal(guest, 'SIGKILL')
    if (!(await waitUntilGone(guest, 10_000))) throw new Error(`process ${pid} does not end`)
  }
}

/** A home with what was found out of this computer's QEMU before the tests, in its `cache`. */
async function makeHome(home: string, account: string, cache: readonly string[]): Promise<void> {
  if (existsSync(join(home, 'run'))) return
  await mkdir(join(home, 'run'), { recursive: true, mode: 0o700 })
  await copyKnownHost(join(home, ...cache))
  const made = (await readdir(home, { recursive: true })).map((name) => join(home, name))
  const [uid, gid] = [uidOf(account), numberOf('-g', account)]
  for (const path of [home, ...made]) await chown(path, uid, gid)
}
