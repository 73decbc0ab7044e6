import type { Engine } from '../../../engine/index.ts'
import type { MethodCall } from '../../../dbus/index.ts'
import type { GuestConfig } from '../../../../shared/domain/guest-config.ts'
import { type Access } from '../access/access.ts'
import { actions } from '../access/actions.ts'
import type { Uploads } from '../sockets/uploads.ts'
import type { ServiceConfig, ServiceGate } from '../surroundings.ts'
import { hostDemands } from './device-policy.ts'
import { changePaths, pathsIn } from './host-paths.ts'
import type { PathPolicy } from './path-policy.ts'

interface PolicyOptions {
  readonly engine: Pick<Engine, 'list' | 'inspectSource'>
  readonly access: Access
  readonly paths: PathPolicy
  readonly uploads: Pick<Uploads, 'fileOf'>
  readonly gate: ServiceGate
  readonly config: Pick<ServiceConfig, 'usb'>
}

/** What callers may make the engine touch, decided before it sees their input. */
export class Policy {
  readonly #options: PolicyOptions

  constructor(options: PolicyOptions) {
    this.#options = options
  }

  /**
   * The input with paths that the daemon may open: those of files that were sent in place of their
   * names on the bus, others without symbolic links. What the guest has already is its own. Rejects
   * with FILE_NOT_ALLOWED, FOLDER_UNSAFE or UPLOAD_UNFINISHED.
   */
  async files<T>(
    { caller }: MethodCall,
    input: T,
    { guest = null, reads = [], writes = [] }: PathsOf = {},
  ): Promise<T> {
    const { paths, uploads } = this.#options
    const own = guest === null ? new Set<string>() : await pathsIn(this.#viewOf(guest))
    const change = async (path: string): Promise<string> =>
      own.has(path) ? path : (uploads.fileOf(path, caller) ?? (await paths.existing(path)))
    const targets = new Map<string, string>()
    for (const key of writes) {
      const path = (input as Record<string, unknown>)[key]
      if (typeof path === 'string') targets.set(path, await paths.target(path))
    }
    return changePaths(input, async (path) => targets.get(path) ?? (await change(path)), [
      ...reads,
      ...writes,
    ])
  }

  /** Rejects with FEATURE_OFF, CAPABILITY_MISSING or NOT_AUTHORISED. */
  async hardware(
    call: MethodCall,
    config: GuestConfig,
    before: GuestConfig | null,
    what: string,
  ): Promise<void> {
    const { gate, access, config: settings } = this.#options
    const { features, manage } = hostDemands(config, before, settings.usb.devices)
    for (const feature of features) gate.require(feature)
    if (manage) await access.require(call, actions.manageAll, what)
  }

  /** Likewise of the machine that a file describes, whose disks' places are in it. */
  async described(call: MethodCall, path: string, what: string): Promise<void> {
    const { source } = await this.#options.engine.inspectSource(path)
    if (source.kind !== 'ova' && source.kind !== 'libvirt') return
    await this.hardware(call, source.config, null, what)
    if (source.kind === 'ova') return
    const named = source.disks.flatMap(({ source: disk, backing }) => [disk, ...backing])
    for (const disk of named) if (disk.startsWith('/')) await this.#options.paths.existing(disk)
    await this.files(call, source.config)
  }

  #viewOf(id: string): unknown {
    return this.#options.engine.list().find((view) => view.id === id) ?? null
  }
}

interface PathsOf {
  /** Whose own files are among the paths. */
  readonly guest?: string | null
  /** Fields that name files of this computer to be read, in this call alone. */
  readonly reads?: readonly string[]
  /** Likewise, to be written. */
  readonly writes?: readonly string[]
}
