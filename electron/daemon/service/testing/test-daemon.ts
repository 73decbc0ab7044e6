import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { DAEMON_BUS_NAME, DAEMON_PATH, daemonFeatures } from '../../../../shared/domain/daemon.ts'
import { type Bundle, bundle } from '../../../dbus/testing/bundle.ts'
import { makeSystemBus, type SystemBus } from '../../../dbus/testing/system-bus.ts'
import { asAccount, TestCaller } from '../../../dbus/testing/test-caller.ts'
import { knownHost } from '../../../engine/testing/known-host.ts'
import {
  identify,
  listProcesses,
  signal,
  waitUntilGone,
} from '../../../platform/process-identity.ts'
import type { ServiceConfig } from '../surroundings.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const asset = (path: string): string => here(`../../../../assets/${path}`)

/** Accounts of tests, by what they may do; those of the second line are in every Debian and Fedora. */
export const people = {
  ...{ alice: 'guesthouse-dev', bob: 'nobody' },
  ...{ manager: 'daemon', stranger: 'games' },
} as const
export type Person = keyof typeof people

/** Alice and Bob have their own guests, the manager has all of them, the stranger may do nothing. */
const rules = `polkit.addRule(function (action, subject) {
  if (action.id.indexOf('org.guesthouse.') !== 0) return;
  if (subject.user === '${people.manager}') return polkit.Result.YES;
  var own = ['org.guesthouse.view', 'org.guesthouse.operate-own', 'org.guesthouse.create'];
  var known = subject.user === '${people.alice}' || subject.user === '${people.bob}';
  return known && own.indexOf(action.id) >= 0 ? polkit.Result.YES : polkit.Result.NO;
});
`

export const uidOf = (account: string): number =>
  Number(execFileSync('id', ['-u', account], { encoding: 'utf8' }))

/** Of separate-qemu-account, which is on here. */
const neededCapabilities = ['setuid', 'setgid']

/** The daemon's directories, as its tmpfiles.d and unit make them. */
async function makePlaces(dir: string): Promise<void> {
  await cp(knownHost(), join(dir, 'cache'), { recursive: true })
  const modes = { run: '711', data: '710', state: '711', cache: '700', config: '755' }
  for (const [name, mode] of Object.entries(modes)) {
    await mkdir(join(dir, name), { recursive: true })
    execFileSync('chmod', [mode, join(dir, name)])
  }
  execFileSync('chown', [
    '-R',
    'guesthoused:',
    ...Object.keys(modes).map((name) => join(dir, name)),
  ])
  for (const name of ['data', 'state']) {
    execFileSync('chgrp', ['guesthouse-qemu', join(dir, name)])
  }
}

export interface LogLine {
  readonly level: string
  readonly message: string
  readonly [field: string]: unknown
}

/** A daemon of a test's own under its real account, on a bus of its own. Root only. */
export class TestDaemon {
  readonly bus: SystemBus
  readonly dir: string
  readonly logged: LogLine[] = []
  readonly config: ServiceConfig
  readonly #programs: readonly [daemon: Bundle, caller: Bundle]
  readonly #callers: TestCaller[] = []
  readonly #looking = new Set<() => void>()
  #child: ChildProcess | null = null

  private constructor(
    bus: SystemBus,
    dir: string,
    programs: readonly [Bundle, Bundle],
    config: Partial<ServiceConfig>,
  ) {
    this.bus = bus
    this.dir = dir
    this.#programs = programs
    const off: readonly string[] = ['host-usb', 'bridged-networking', 'nat-network']
    const on = daemonFeatures.map((feature) => [feature, !off.includes(feature)])
    this.config = {
      features: Object.fromEntries(on) as ServiceConfig['features'],
      ...{ storage: { directories: [], files: [] }, usb: { devices: [] } },
      ...config,
    }
  }

  static async make({
    polkit = true,
    ...config
  }: Partial<ServiceConfig> & { readonly polkit?: boolean } = {}): Promise<TestDaemon> {
    const bus = await makeSystemBus({
      policies: [asset('dbus/org.guesthouse.Manager1.conf')],
      actions: [asset('polkit/org.guesthouse.Manager1.policy')],
      rules: polkit ? rules : null,
    })
    try {
      return await TestDaemon.#makeOn(bus, config)
    } catch (error) {
      await bus.dispose()
      throw error
    }
  }

  static async #makeOn(bus: SystemBus, config: Partial<ServiceConfig>): Promise<TestDaemon> {
    const dir = await mkdtemp(join(tmpdir(), 'ghd-'))
    await chmod(dir, 0o711)
    await makePlaces(dir)
    const programs = await Promise.all([
      bundle(here('daemon-program.ts')),
      bundle(here('../../../dbus/testing/caller-program.ts')),
    ])
    const daemon = new TestDaemon(bus, dir, programs, config)
    await daemon.start()
    return daemon
  }

  get pid(): number {
    return this.#child?.pid ?? 0
  }

  get running(): boolean {
    return this.#child?.exitCode === null && this.#child.signalCode === null
  }

  /** Resolves when it owns its name. */
  async start(): Promise<void> {
    const at = (name: string): string => join(this.dir, name)
    const options = { config: this.config }
    const [run, ...args] = [
      ...asAccount('guesthoused', neededCapabilities),
      ...[process.execPath, this.#programs[0].file, JSON.stringify(options)],
    ]
    const child = spawn(run, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      cwd: '/',
      env: {
        ...{ PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: this.dir, ...this.bus.env },
        ...{ STATE_DIRECTORY: at('data'), LOGS_DIRECTORY: at('state') },
        ...{ CACHE_DIRECTORY: at('cache'), RUNTIME_DIRECTORY: at('run') },
        CONFIGURATION_DIRECTORY: at('config'),
      },
    })
    this.#child = child
    const before = this.logged.length
    createInterface({ input: child.stdout }).on('line', (line) => {
      this.logged.push(JSON.parse(line) as LogLine)
      for (const look of this.#looking) look()
    })
    const ended = once(child, 'exit').then(() => {
      throw new Error(`the daemon ended: ${JSON.stringify(this.logged.slice(before))}`)
    })
    await Promise.race([this.log(({ message }) => message === 'ready', before), ended])
    ended.catch(() => {})
  }

  /** A second one on the same bus, with guests of its own. Rejects with what its log says at last. */
  async startAnother(): Promise<never> {
    const other = new TestDaemon(this.bus, join(this.dir, 'other'), this.#programs, this.config)
    await mkdir(other.dir)
    await chmod(other.dir, 0o711)
    await makePlaces(other.dir)
    await other.start()
    throw new Error('it owns the name as well')
  }

  /** The exit code, or the signal that ended it. */
  async end(how: NodeJS.Signals = 'SIGTERM'): Promise<number | string> {
    const child = this.#child
    if (child === null || !this.running) return child?.exitCode ?? ''
    const ended = once(child, 'exit') as Promise<[number | null, string | null]>
    child.kill(how)
    const [code, by] = await ended
    return code ?? by ?? ''
  }

  async ended(): Promise<number | null> {
    if (this.#child !== null && this.running) await once(this.#child, 'exit')
    return this.#child?.exitCode ?? null
  }

  /** The first line of the log, from the `from`th on, that fits. */
  log(fits: (line: LogLine) => boolean, from = 0): Promise<LogLine> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = this.logged.slice(from).find(fits)
        if (found === undefined) return
        this.#looking.delete(look)
        resolve(found)
      }
      this.#looking.add(look)
      look()
    })
  }

  async join(person: Person): Promise<TestCaller> {
    const caller = await TestCaller.join(people[person], this.bus.socket, this.#programs[1].file)
    this.#callers.push(caller)
    return caller
  }

  async dispose(): Promise<void> {
    for (const caller of this.#callers) await caller.leave()
    await this.end('SIGKILL')
    await this.#endGuests()
    await this.bus.dispose()
    for (const program of this.#programs) await program.dispose()
    await rm(this.dir, { recursive: true, force: true, maxRetries: 5 })
  }

  /** QEMU and the programs beside it, which outlive the daemon and were started with paths below `dir`. */
  async #endGuests(): Promise<void> {
    for (const { pid, argv } of await listProcesses(
      ['guesthoused', 'guesthouse-qemu'].map(uidOf),
    )) {
      if (!argv.some((argument) => argument.includes(`${this.dir}/`))) continue
      const identity = identify(pid)
      if (identity === null) continue
      signal(identity, 'SIGKILL')
      if (!(await waitUntilGone(identity, 10_000))) {
        throw new Error(`process ${pid} does not end: ${argv.join(' ')}`)
      }
    }
  }
}

export const createGuest = async (
  caller: TestCaller,
  name: string,
  more: object = {},
): Promise<string> => {
  const input = { name, memoryMiB: 64, cpus: 1, disk: { kind: 'none' }, ...more }
  const body = [JSON.stringify(input)]
  const [path] = await caller.call({ ...MANAGER, member: 'Create', signature: 's', body })
  return String(path)
}

/** Properties by interface and name, of the objects that a caller sees. */
export const listObjects = async (
  caller: TestCaller,
): Promise<ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, { value: unknown }>>>> => {
  const [objects] = await caller.call({
    ...{ destination: DAEMON_BUS_NAME, path: DAEMON_PATH },
    ...{ interface: 'org.freedesktop.DBus.ObjectManager', member: 'GetManagedObjects' },
  })
  return objects as Awaited<ReturnType<typeof listObjects>>
}

export const guestProperty = async (
  caller: TestCaller,
  path: string,
  name: string,
): Promise<unknown> => {
  const [value] = await caller.call({
    ...{ destination: DAEMON_BUS_NAME, path, interface: 'org.freedesktop.DBus.Properties' },
    ...{ member: 'Get', signature: 'ss', body: ['org.guesthouse.Guest1', name] },
  })
  return (value as { value: unknown }).value
}

/** Calls a method of a guest. */
export const onGuest = (
  caller: TestCaller,
  path: string,
  member: string,
  signature = '',
  body: readonly unknown[] = [],
): Promise<readonly unknown[]> =>
  caller.call({
    ...{ destination: DAEMON_BUS_NAME, path, interface: 'org.guesthouse.Guest1' },
    ...{ member, signature, body },
  })

export const MANAGER = {
  ...{ destination: DAEMON_BUS_NAME, path: DAEMON_PATH, interface: DAEMON_BUS_NAME },
} as const
