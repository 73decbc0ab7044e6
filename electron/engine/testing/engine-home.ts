import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { vi } from 'vitest'
import type { GuestState, GuestView } from '../../../shared/domain/guest.ts'
import type { NewGuest } from '../../../shared/domain/guest-config.ts'
import type { Logger } from '../../platform/logger.ts'
import { type Paths, resolvePaths } from '../../platform/paths.ts'
import {
  identify,
  listProcesses,
  type ProcessIdentity,
  signal,
  waitUntilGone,
} from '../../platform/process-identity.ts'
import { type Engine, type MachineDefaults, openEngine } from '../index.ts'
import { copyKnownHost } from './known-host.ts'

/** ms for a process that was killed to be gone. */
const KILL_MS = 10_000

/** A home of its own for an engine in a test; ends every process that was started in it. */
export class EngineHome {
  readonly dir: string
  readonly paths: Paths
  readonly env: NodeJS.ProcessEnv
  readonly logged: string[] = []
  readonly #engines = new Set<Engine>()

  private constructor(dir: string) {
    this.dir = dir
    this.env = {
      PATH: process.env['PATH'],
      HOME: dir,
      XDG_RUNTIME_DIR: join(dir, 'run'),
    }
    this.paths = resolvePaths(this.env)
  }

  static async make(): Promise<EngineHome> {
    const dir = await mkdtemp(join(tmpdir(), 'gh-'))
    await mkdir(join(dir, 'run'), { mode: 0o700 })
    const home = new EngineHome(dir)
    await copyKnownHost(home.paths.cacheDir)
    return home
  }

  async open(env: NodeJS.ProcessEnv = {}, defaults?: () => MachineDefaults): Promise<Engine> {
    const engine = await openEngine({
      ...{ env: { ...this.env, ...env }, logger: this.#logger() },
      ...(defaults === undefined ? {} : { defaults }),
    })
    this.#engines.add(engine)
    return engine
  }

  async close(engine: Engine): Promise<void> {
    await engine.close()
    this.#engines.delete(engine)
  }

  /**
   * Puts an executable in front of the real ones. `$REAL` in the script is the real QEMU's path.
   * Returns the environment that finds it.
   */
  async fakeQemu(script: string): Promise<NodeJS.ProcessEnv> {
    const bin = join(this.dir, 'bin')
    await mkdir(bin, { recursive: true })
    const path = join(bin, 'qemu-system-x86_64')
    await writeFile(path, `#!/bin/bash\nREAL=/usr/bin/qemu-system-x86_64\n${script}\n`)
    await chmod(path, 0o755)
    return { PATH: `${bin}${delimiter}${process.env['PATH']}` }
  }

  serialLog(id: string): Promise<string> {
    return readFile(this.paths.guest(id).serialLog('serial0'), 'utf8').catch(() => '')
  }

  async guestPids(): Promise<number[]> {
    const ours = (argv: readonly string[]): boolean =>
      argv.includes('-uuid') && argv.some((argument) => argument.startsWith(this.dir))
    return (await listProcesses()).filter(({ argv }) => ours(argv)).map(({ pid }) => pid)
  }

  async dispose(): Promise<void> {
    const closed = await Promise.allSettled([...this.#engines].map((engine) => engine.close()))
    await this.#endProcesses()
    await rm(this.dir, { recursive: true, force: true, maxRetries: 5 })
    for (const one of closed) if (one.status === 'rejected') throw one.reason
  }

  /**
   * Ends QEMUs, the programs beside them and the switches of private networks, all of which are
   * started with a path of this home. Again, because one that is ended may be starting another.
   */
  async #endProcesses(): Promise<void> {
    for (let left = await this.#processes(); left.length > 0; left = await this.#processes()) {
      for (const { identity } of left) signal(identity, 'SIGKILL')
      for (const { identity, argv } of left) {
        if (await waitUntilGone(identity, KILL_MS)) continue
        throw new Error(`process ${identity.pid} does not end: ${argv.join(' ')}`)
      }
    }
  }

  async #processes(): Promise<{ identity: ProcessIdentity; argv: readonly string[] }[]> {
    const ours = (await listProcesses()).filter(({ argv }) =>
      argv.some((argument) =>
        [this.dir, this.paths.runtimeDir].some((dir) => argument.includes(`${dir}/`)),
      ),
    )
    return ours.flatMap(({ pid, argv }) => {
      const identity = identify(pid)
      return identity === null ? [] : [{ identity, argv }]
    })
  }

  #logger(): Logger {
    const add = (message: string, fields?: object): void => {
      this.logged.push(fields === undefined ? message : `${message} ${JSON.stringify(fields)}`)
    }
    return { debug: add, info: add, warn: add, error: add }
  }
}

export function viewOf(engine: Engine, id: string): GuestView {
  const view = engine.list().find((guest) => guest.id === id)
  if (view === undefined) throw new Error(`no guest ${id}`)
  return view
}

/** Resolves when the guest is in the state, told by the engine's own events. */
export async function untilState(
  engine: Engine,
  id: string,
  state: GuestState,
): Promise<GuestView> {
  if (viewOf(engine, id).state !== state) {
    await new Promise<void>((resolve) => {
      const stop = engine.onChange((change) => {
        if (change.type !== 'put' || change.guest.id !== id || change.guest.state !== state) return
        stop()
        resolve()
      })
    })
  }
  return viewOf(engine, id)
}

/** For what tells nobody: the content of a file, the end of a foreign process. */
export const eventually = <T>(look: () => T | Promise<T>, timeout = 30_000): Promise<T> =>
  vi.waitFor(look, { timeout, interval: 50 })

/** A guest with nothing to boot: its firmware looks for a disk for ever. */
export const idleGuest = (more: Partial<NewGuest> = {}): NewGuest => ({
  ...{ name: 'idle', memoryMiB: 64, cpus: 1, disk: { kind: 'none' } },
  ...more,
})

export const pidOf = (guest: { runtime: { pid: number } | null }): number => {
  if (guest.runtime === null) throw new Error('not running')
  return guest.runtime.pid
}
