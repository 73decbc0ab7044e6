import type { Engine } from '../../../engine/index.ts'
import type { Caller, MethodCall } from '../../../dbus/index.ts'
import type { GuestConfig } from '../../../../shared/domain/guest-config.ts'
import { GuesthouseError } from '../../../../shared/domain/errors.ts'
import type { GuestView } from '../../../../shared/domain/guest.ts'
import { type Access } from '../access/access.ts'
import { relationOf } from '../access/access-record.ts'
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
   * names on the bus, others without symbolic links. What the guest has already is its own; disks of
   * guests that are somebody else's are refused, wherever they are. Rejects with FILE_NOT_ALLOWED,
   * FOLDER_UNSAFE or UPLOAD_UNFINISHED.
   */
  async files<T>(
    { caller }: MethodCall,
    input: T,
    { guest = null, reads = [], writes = [] }: PathsOf = {},
  ): Promise<T> {
    const { paths, uploads } = this.#options
    // Of its descriptions alone: what else there is to see of a guest, such as its last error, names
    // files that it does not have.
    const own = await pathsIn(this.#configsOf(({ id }) => id === guest))
    const others = this.#disksOfOthers(caller)
    const refuseOthers = (path: string, real: string): string => {
      if (others.has(real)) throw new GuesthouseError('FILE_NOT_ALLOWED', { path })
      return real
    }
    const change = async (path: string): Promise<string> => {
      if (own.has(path)) return path
      const real = uploads.fileOf(path, caller) ?? (await paths.existing(path))
      return refuseOthers(path, real)
    }
    const targets = new Map<string, string>()
    for (const key of writes) {
      const path = (input as Record<string, unknown>)[key]
      if (typeof path !== 'string') continue
      targets.set(path, refuseOthers(path, await paths.target(path)))
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
    const disks = named.filter((disk) => disk.startsWith('/'))
    await this.files(call, { config: source.config, disks: disks.map((disk) => ({ path: disk })) })
  }

  #configsOf(which: (view: GuestView) => boolean): GuestConfig[] {
    const views = this.#options.engine.list().filter(which)
    return views
      .flatMap(({ config, runtime }) => [config, runtime?.config])
      .filter((one) => one != null)
  }

  /** Disks that are written to of guests that are neither the caller's nor theirs to manage. */
  #disksOfOthers(caller: Caller): ReadonlySet<string> {
    const { store, grants } = this.#options.access
    if (grants.managesAll(caller)) return new Set()
    const configs = this.#configsOf(({ id }) => relationOf(caller, store.of(id)) !== 'owner')
    const disks = configs.flatMap((config) => config.disks.filter(({ readOnly }) => !readOnly))
    return new Set(disks.map(({ path }) => path))
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
