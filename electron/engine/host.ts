import { statfs } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { isDeepStrictEqual } from 'node:util'
import { toErrorData } from '../../shared/domain/errors.ts'
import type { Acceleration, HostView } from '../../shared/domain/guest.ts'
import type { Logger } from '../platform/logger.ts'
import type { Paths } from '../platform/paths.ts'
import { probeAcceleration } from './accel/index.ts'
import { probeQemu, type QemuCapabilities } from './capabilities/index.ts'
import type { TapProvider } from './network/index.ts'

/** What is known of this computer; learnt once, told as it becomes known. */
export class Host {
  readonly #paths: Paths
  readonly #env: NodeJS.ProcessEnv
  readonly #logger: Logger
  readonly #changed: (view: HostView) => void
  readonly #disksFolder: () => string | null
  readonly #taps: TapProvider | null
  readonly #stop = new AbortController()
  #qemu: Promise<QemuCapabilities> | null = null
  #acceleration: Promise<Acceleration> | null = null
  #view: HostView

  constructor(options: {
    readonly paths: Paths
    readonly env: NodeJS.ProcessEnv
    readonly logger: Logger
    readonly user: { readonly uid: number; readonly name: string }
    /** Where the person wants new disks to be made. */
    readonly disksFolder: () => string | null
    readonly taps: TapProvider | null
    readonly changed: (view: HostView) => void
  }) {
    this.#paths = options.paths
    this.#env = options.env
    this.#logger = options.logger
    this.#changed = options.changed
    this.#disksFolder = options.disksFolder
    this.#taps = options.taps
    this.#view = {
      uid: options.user.uid,
      user: options.user.name,
      cpus: cpus().length,
      memoryMiB: Math.floor(totalmem() / 1024 ** 2),
      qemu: null,
      qemuError: null,
      acceleration: null,
      storage: { path: options.paths.guestsDir, freeBytes: 0 },
    }
  }

  view(): HostView {
    return this.#view
  }

  /**
   * What QEMU can do. Asked anew each time, which the cache on disk makes cheap: QEMU may have been
   * installed or updated since. Those who ask at the same time share the answer.
   */
  qemu(): Promise<QemuCapabilities> {
    this.#qemu ??= this.#askQemu().finally(() => {
      this.#qemu = null
    })
    return this.#qemu
  }

  async #askQemu(): Promise<QemuCapabilities> {
    try {
      const found = await probeQemu({
        env: this.#env,
        cacheFile: this.#paths.capabilitiesCache,
        logger: this.#logger,
      })
      this.#update({ qemu: { path: found.path, version: found.version }, qemuError: null })
      return found
    } catch (error) {
      this.#update({ qemu: null, qemuError: toErrorData(error) })
      throw error
    }
  }

  /** The self-test's verdict; likewise, because access to /dev/kvm may have changed. */
  acceleration({ anew = false } = {}): Promise<Acceleration> {
    this.#acceleration ??= this.#test(anew).finally(() => {
      this.#acceleration = null
    })
    return this.#acceleration
  }

  async #test(anew: boolean): Promise<Acceleration> {
    const { path, version } = await this.qemu()
    const acceleration = await probeAcceleration({
      qemu: { path, version },
      cacheFile: this.#paths.accelerationCache,
      workDir: this.#paths.cacheDir,
      logger: this.#logger,
      signal: this.#stop.signal,
      anew,
    })
    this.#update({ acceleration })
    return acceleration
  }

  daemonBridges = async (): Promise<readonly string[]> => this.#taps?.bridges() ?? []

  /** The space where disks of new machines are made; none where that folder is not there. */
  async measureStorage(): Promise<void> {
    const path = this.#disksFolder() ?? this.#paths.guestsDir
    const freeBytes = await statfs(path).then(
      ({ bavail, bsize }) => bavail * bsize,
      () => 0,
    )
    this.#update({ storage: { path, freeBytes } })
  }

  close(): void {
    this.#stop.abort()
  }

  #update(part: Partial<HostView>): void {
    const view = { ...this.#view, ...part }
    if (isDeepStrictEqual(view, this.#view)) return
    this.#view = view
    if (!this.#stop.signal.aborted) this.#changed(this.#view)
  }
}
