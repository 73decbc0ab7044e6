import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { chmod, chown, cp, lstat, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { TestContext } from 'vitest'
import { testGuest } from '../../../../scripts/test-guest/index.mjs'
import type { GuestView } from '../../../../shared/domain/guest.ts'
import type { NewGuest } from '../../../../shared/domain/guest-config.ts'
import { type Paths, systemPaths } from '../../../platform/paths.ts'
import {
  identify,
  listProcesses,
  signal,
  waitUntilGone,
} from '../../../platform/process-identity.ts'
import { idleGuest } from '../../testing/engine-home.ts'
import { copyKnownHost } from '../../testing/known-host.ts'
import { skipWhere } from '../../testing/skip-where.ts'
import type { DriverSetUp } from './driver.ts'

export const DAEMON = 'guesthoused'
export const QEMU = 'guesthouse-qemu'
const SWITCHING = ['+setuid', '+setgid']
/** ms */
const GONE_MS = 10_000

interface Numbers {
  readonly uid: number
  readonly gid: number
}

/** null where there is no such account. */
export function account(name: string): Numbers | null {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid === undefined ? null : { uid: Number(uid), gid: Number(gid) }
}

export function known(name: string): Numbers {
  const found = account(name)
  if (found === null) throw new Error(`no account ${name}`)
  return found
}

export const needsAccounts = (context: TestContext): void =>
  skipWhere(
    context,
    process.getuid?.() !== 0 || account(DAEMON) === null || account(QEMU) === null,
    'needs root, and the accounts of the daemon',
  )

/** A guest with the small kernel, whose files are the administrator's. */
export async function bootable(home: SystemHome): Promise<NewGuest> {
  const { kernel, initrd, commandLine } = testGuest()
  const files = {
    kernel: await home.addImage('kernel', kernel),
    initrd: await home.addImage('initrd', initrd),
  }
  return idleGuest({ memoryMiB: 256, kernelBoot: { ...files, commandLine } })
}

/** A disk of a guest as its description has it. */
export const diskOf = (path: string) => ({
  ...{ id: 'disk0', path, format: 'qcow2', readOnly: false, managed: false, bus: 'virtio' },
  ...{ cache: 'writeback', discard: true, aio: 'auto', iothread: false, backing: [] },
})

/** What an engine answered with, in the place of an error of its own process. */
export class Refused extends Error {
  readonly code: string
  readonly params: Readonly<Record<string, unknown>>
  constructor({
    code,
    params,
    text,
  }: { code: string; params: Record<string, unknown>; text: string }) {
    super(`${code} ${text} ${JSON.stringify(params)}`)
    this.code = code
    this.params = params
  }
}

/** An engine under the daemon's account. */
export class Driver {
  readonly logged: string[] = []
  readonly child: ChildProcessWithoutNullStreams
  readonly #waiting = new Map<
    number,
    { resolve(value: unknown): void; reject(error: Error): void }
  >()
  #count = 0

  constructor(child: ChildProcessWithoutNullStreams) {
    this.child = child
    child.stderr.on('data', (chunk) => this.logged.push(String(chunk)))
    createInterface({ input: child.stdout }).on('line', (line) => this.#take(line))
    child.once('exit', () => {
      const error = new Error(`the engine has ended: ${this.logged.join('\n')}`)
      for (const waiting of this.#waiting.values()) waiting.reject(error)
    })
  }

  #take(line: string): void {
    const [number, value, error] = JSON.parse(line)
    if (number === null) {
      this.logged.push(value)
      return
    }
    const waiting = this.#waiting.get(number)
    this.#waiting.delete(number)
    if (error) waiting?.reject(new Refused(error))
    else waiting?.resolve(value)
  }

  ready(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(0, { resolve: (pid) => resolve(Number(pid)), reject })
    })
  }

  call<T = unknown>(method: string, ...args: readonly unknown[]): Promise<T> {
    this.#count += 1
    const number = this.#count
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve: (value) => resolve(value as T), reject })
      this.child.stdin.write(`${JSON.stringify([number, method, ...args])}\n`)
    })
  }

  async view(id: string): Promise<GuestView> {
    const views = await this.call<GuestView[]>('list')
    const view = views.find((guest) => guest.id === id)
    if (view === undefined) throw new Error(`no guest ${id}`)
    return view
  }

  async kill(): Promise<void> {
    const ended = once(this.child, 'exit')
    this.child.kill('SIGKILL')
    await ended
  }

  async close(): Promise<void> {
    await this.call('close')
    const ended = once(this.child, 'exit')
    this.child.stdin.end()
    await ended
  }
}

/** The places of a daemon below a temporary directory; ends all that was started in it. */
export class SystemHome {
  readonly base: string
  readonly paths: Paths
  /** Of the administrator: allowed to guests, and not the daemon's. */
  readonly images: string
  readonly #drivers: Driver[] = []

  private constructor(base: string) {
    this.base = base
    this.images = join(base, 'images')
    this.paths = systemPaths({
      configDir: join(base, 'etc'),
      dataDir: join(base, 'lib'),
      stateDir: join(base, 'log'),
      cacheDir: join(base, 'cache'),
      runtimeDir: join(base, 'run'),
    })
  }

  static async make(): Promise<SystemHome> {
    const [{ uid, gid }, qemu] = [known(DAEMON), known(QEMU)]
    const base = await mkdtemp(join(tmpdir(), 'gh-sys-'))
    await chmod(base, 0o755)
    const home = new SystemHome(base)
    // As tmpfiles.d and systemd make them.
    const places: readonly [string, number, number][] = [
      [home.paths.dataDir, 0o710, qemu.gid],
      [home.paths.runtimeDir, 0o2711, qemu.gid],
      [home.paths.stateDir, 0o750, gid],
      [home.paths.cacheDir, 0o750, gid],
    ]
    await mkdir(home.images, { mode: 0o755 })
    await home.#bundle()
    for (const [path, mode, group] of places) {
      await mkdir(path)
      if (path === home.paths.cacheDir) await copyKnownHost(path)
      await chown(path, uid, group)
      await chmod(path, mode)
    }
    for (const name of await readdir(home.paths.cacheDir)) {
      await chown(join(home.paths.cacheDir, name), uid, gid)
    }
    return home
  }

  async #bundle(): Promise<void> {
    await build({
      entryPoints: [fileURLToPath(new URL('driver.ts', import.meta.url))],
      outfile: join(this.base, 'driver.cjs'),
      ...{ bundle: true, platform: 'node', target: 'node18', format: 'cjs', logLevel: 'error' },
    })
  }

  /** As the unit starts it: with these capabilities and no others. */
  async open({
    capabilities = SWITCHING,
    bin,
    ...more
  }: Partial<DriverSetUp> & {
    readonly capabilities?: readonly string[]
    /** A folder of programs that are found first. */
    readonly bin?: string
  } = {}): Promise<Driver> {
    const setUp: DriverSetUp = {
      ...{ base: this.base, account: QEMU, directories: [this.images], files: [], ...more },
    }
    const { uid, gid } = known(DAEMON)
    const PATH = [...(bin === undefined ? [] : [bin]), '/usr/sbin:/usr/bin:/sbin:/bin'].join(':')
    const set = ['-all', ...capabilities].join()
    const child = spawn(
      'setpriv',
      [
        ...['--reuid', String(uid), '--regid', String(gid), '--init-groups'],
        ...[`--inh-caps=${set}`, `--ambient-caps=${set}`, `--bounding-set=${set}`],
        ...['--no-new-privs', '--', process.execPath, join(this.base, 'driver.cjs')],
        JSON.stringify(setUp),
      ],
      { cwd: '/', env: { PATH, LANG: 'C.UTF-8' } },
    )
    const driver = new Driver(child)
    this.#drivers.push(driver)
    await driver.ready()
    return driver
  }

  /** Puts a file of the administrator's among the images. */
  async addImage(name: string, from: string): Promise<string> {
    const path = join(this.images, name)
    await cp(from, path)
    await chmod(path, 0o644)
    return path
  }

  /** Makes a file of the daemon's. */
  async own(path: string, mode: number): Promise<void> {
    const { uid, gid } = known(DAEMON)
    await chown(path, uid, gid)
    await chmod(path, mode)
  }

  /** Mode, owner and group of a file. */
  async look(path: string): Promise<string> {
    const { mode, uid, gid } = await lstat(path)
    const owners = [nameOf('passwd', uid), nameOf('group', gid)]
    return `${(mode & 0o7777).toString(8)} ${owners.join(':')}`
  }

  /** The processes of the guests: QEMU and those beside it. */
  async guestProcesses(): Promise<{ pid: number; program: string }[]> {
    const uids = [known(QEMU).uid, known(DAEMON).uid]
    const found = (await listProcesses(uids)).filter(
      ({ argv }) =>
        argv.some((argument) => argument.includes(`${this.base}/`)) &&
        !argv.some((argument) => argument.endsWith('driver.cjs')),
    )
    return found.map(({ pid, argv: [program = ''] }) => ({ pid, program }))
  }

  async dispose(): Promise<void> {
    for (const { child } of this.#drivers) child.kill('SIGKILL')
    for (;;) {
      const left = await this.guestProcesses()
      if (left.length === 0) break
      for (const { pid } of left) {
        const identity = identify(pid)
        if (identity === null) continue
        signal(identity, 'SIGKILL')
        if (!(await waitUntilGone(identity, GONE_MS))) throw new Error(`${pid} does not end`)
      }
    }
    await rm(this.base, { recursive: true, force: true, maxRetries: 5 })
  }
}

const nameOf = (file: 'passwd' | 'group', id: number): string =>
  readFileSync(`/etc/${file}`, 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find(([, , number]) => number === String(id))?.[0] ?? String(id)

/** The fields of /proc/pid/status that say what a process may do. */
export async function credentials(pid: number): Promise<Record<string, string>> {
  const text = await readFile(`/proc/${pid}/status`, 'latin1')
  return Object.fromEntries(
    text.split('\n').flatMap((line) => {
      const [name = '', value = ''] = line.split(':')
      return [[name, value.trim().replaceAll('\t', ' ')]]
    }),
  )
}

/** Runs a program as an account with no privilege at all; true where it ends well. */
export function as(name: string, file: string, ...args: readonly string[]): boolean {
  const { uid, gid } = known(name)
  const who = ['--reuid', String(uid), '--regid', String(gid), '--clear-groups']
  try {
    execFileSync('setpriv', [...who, '--bounding-set=-all', '--', file, ...args], {
      stdio: 'ignore',
    })
    return true
  } catch {
    return false
  }
}
