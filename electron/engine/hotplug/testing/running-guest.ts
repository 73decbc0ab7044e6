import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ownAccount, ownFiles } from '../../account/index.ts'
import type { ConfigureResult } from '../../../../shared/domain/configure.ts'
import type { GuestConfig } from '../../../../shared/domain/guest-config.ts'
import { type Logger, silentLogger } from '../../../platform/logger.ts'
import { type GuestPaths, resolvePaths } from '../../../platform/paths.ts'
import { probeQemu } from '../../capabilities/index.ts'
import { buildCommandLine, commandLineCapabilities } from '../../command-line/index.ts'
import type { GuestHandle } from '../../guest/guest-handle.ts'
import { noResources } from '../../preparation/resources.ts'
import { connectWhenReady } from '../../process/connect-when-ready.ts'
import { type QemuProcess, spawnQemu } from '../../process/qemu-process.ts'
import type { QmpClient } from '../../qmp/index.ts'
import type { RunRecord } from '../../store/run-file.ts'
import { knownHost } from '../../testing/known-host.ts'
import { type ConfigureDependencies, configure } from '../configure.ts'
import type { HotplugOptions } from '../operation.ts'
import { slirpConnector } from './slirp-connector.ts'

const QUICK: HotplugOptions = { unplugTimeoutMs: 20_000, trayTimeoutMs: 5_000, force: false }

/** A guest on a real QEMU with just enough of an engine around it to be changed. */
export class RunningGuest {
  readonly dir: string
  readonly paths: GuestPaths
  readonly qmp: QmpClient
  readonly logged: string[] = []
  readonly network = slirpConnector()
  readonly #process: QemuProcess
  readonly #controller = new AbortController()
  #stored: GuestConfig
  record: RunRecord

  private constructor(
    dir: string,
    paths: GuestPaths,
    run: { readonly qmp: QmpClient; readonly process: QemuProcess; readonly config: GuestConfig },
  ) {
    this.dir = dir
    this.paths = paths
    this.qmp = run.qmp
    this.#process = run.process
    this.#stored = run.config
    this.record = {
      ...{ run: randomUUID(), process: run.process.identity, startedAt: Date.now() },
      ...{ accelerator: 'tcg', acceleratorReason: 'asked-for', cpu: 'max', config: run.config },
      ...{ helpers: [], sound: null, notices: [], disposable: false, scope: null },
      connections: Object.fromEntries(run.config.nics.map(({ id }) => [id, slirpView])),
    }
  }

  /** Starts QEMU. `makeConfig` may make files in the directory that it is given. */
  static async start(
    makeConfig: (dir: string) => GuestConfig | Promise<GuestConfig>,
  ): Promise<RunningGuest> {
    const dir = await mkdtemp(join(tmpdir(), 'gh-'))
    const env = { PATH: process.env['PATH'], HOME: dir, XDG_RUNTIME_DIR: dir }
    const allPaths = resolvePaths(env)
    const config = await makeConfig(dir)
    const paths = allPaths.guest(config.id)
    for (const made of [paths.dir, paths.stateDir, paths.runtimeDir]) {
      await mkdir(made, { recursive: true, mode: 0o700 })
    }
    await writeFile(paths.configFile, JSON.stringify(config))
    const qemu = await capabilities()
    const slirp = { kind: 'slirp', restrict: true } as const
    const argv = buildCommandLine({
      ...{ config, accelerator: 'tcg', cpu: 'max', files: paths },
      capabilities: commandLineCapabilities(qemu),
      resources: {
        ...noResources,
        nics: Object.fromEntries(config.nics.map(({ id }) => [id, slirp])),
      },
    })
    const process_ = await spawnQemu({
      ...{ path: qemu.path, argv, logPath: paths.qemuLog, env, account: ownAccount() },
    })
    const died = process_.ended.then(async () => {
      throw new Error(`QEMU ended: ${await readFile(paths.qemuLog, 'utf8')}`)
    })
    died.catch(() => {})
    const signal = AbortSignal.timeout(20_000)
    const qmp = await Promise.race([connectWhenReady(paths.qmpSocket, 10_000, signal), died])
    return new RunningGuest(dir, paths, { qmp, process: process_, config })
  }

  /** What is in the guest's file. */
  async stored(): Promise<GuestConfig> {
    return JSON.parse(await readFile(this.paths.configFile, 'utf8'))
  }

  /** The devices that QEMU says it has, by id. */
  async devices(): Promise<string[]> {
    const list = await this.qmp.execute('qom-list', { path: '/machine/peripheral' })
    return list.filter(({ type }) => type.startsWith('child<')).map(({ name }) => name)
  }

  async nodes(): Promise<string[]> {
    const nodes = await this.qmp.execute('query-named-block-nodes', { flat: true })
    return nodes.map((node) => node['node-name']).toSorted()
  }

  configure(
    change: Readonly<Record<string, unknown>>,
    more: Partial<Omit<ConfigureDependencies, 'options'>> & {
      readonly options?: Partial<HotplugOptions>
    } = {},
  ): Promise<ConfigureResult> {
    const wanted = { ...this.#stored, ...change } as GuestConfig
    return configure(
      this.handle(),
      { config: wanted },
      {
        network: this.network,
        usbDevices: async () => [],
        ...more,
        options: { ...QUICK, ...more.options },
      },
    )
  }

  /** Resolves when QEMU has told of each device that it is gone. */
  untilDeleted(ids: readonly string[]): Promise<void> {
    const left = new Set(ids)
    return new Promise((resolve) => {
      const stop = this.qmp.onEvent(({ event, data }) => {
        if (event !== 'DEVICE_DELETED' || data.device === undefined) return
        left.delete(data.device)
        if (left.size > 0) return
        stop()
        resolve()
      })
    })
  }

  /** From now on the guest's file cannot be written. */
  loseFolder(): Promise<void> {
    return rm(this.paths.dir, { recursive: true })
  }

  cancel(): void {
    this.#controller.abort(new Error('cancelled'))
  }

  kill(): void {
    process.kill(this.#process.identity.pid, 'SIGKILL')
  }

  async dispose(): Promise<void> {
    this.qmp.close()
    try {
      this.kill()
    } catch {
      // A test has done that.
    }
    await this.#process.ended
    await rm(this.dir, { recursive: true, force: true })
  }

  handle(): GuestHandle {
    const add = (message: string, fields?: object): void => {
      this.logged.push(`${message} ${JSON.stringify(fields)}`)
    }
    const logger: Logger = { debug: add, info: add, warn: add, error: add }
    const env = { PATH: process.env['PATH'], HOME: this.dir, XDG_RUNTIME_DIR: this.dir }
    const unused = (): never => {
      throw new Error('not a part of changing a guest')
    }
    return {
      ...{ paths: this.paths, allPaths: resolvePaths(env), env, logger, qemu: capabilities },
      ...{ apply: unused, readRunState: unused, showError: unused, end: unused },
      keepsPictures: unused,
      account: ownAccount(),
      files: ownFiles,
      disksFolder: unused,
      job: { signal: this.#controller.signal, progress: () => {} },
      config: () => this.#stored,
      writeConfig: async (config) => {
        await writeFile(this.paths.configFile, JSON.stringify(config))
        this.#stored = config
      },
      run: () => ({
        record: this.record,
        qmp: this.qmp,
        expectEnd: unused,
        updateRecord: async (part) => {
          this.record = { ...this.record, ...part }
        },
      }),
    }
  }
}

const slirpView = { backend: 'slirp', hostAccess: false, outside: false } as const

const capabilities = (): ReturnType<typeof probeQemu> =>
  probeQemu({
    env: process.env,
    cacheFile: join(knownHost(), 'qemu-capabilities.json'),
    logger: silentLogger,
  })
