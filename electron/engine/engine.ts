import { rm, stat } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { basename, join } from 'node:path'
import type { FirmwareOffer } from '../../shared/domain/firmware.ts'
import type { NicAddress } from '../../shared/domain/addresses.ts'
import type { ConfigureGuest, ConfigureResult } from '../../shared/domain/configure.ts'
import type { GuestView, HostView } from '../../shared/domain/guest.ts'
import type { FoundSource, Provision } from '../../shared/domain/provision.ts'
import type { HostUsbDevice } from '../../shared/domain/usb.ts'
import type { GuestConfig, LogoutPolicy, NewGuest } from '../../shared/domain/guest-config.ts'
import type { LeaveResult, ManyResult } from '../../shared/domain/many.ts'
import type { SaveBlocker } from '../../shared/domain/save-blockers.ts'
import { type ErrorData, GuesthouseError } from '../../shared/domain/errors.ts'
import { makeDirectory, makePrivateDirectory, readTail } from '../platform/files.ts'
import type { Logger } from '../platform/logger.ts'
import { acquireOwnerLock, type OwnerLock } from '../platform/owner-lock.ts'
import { type Paths, resolvePaths } from '../platform/paths.ts'
import type {
  ConsoleEndpoint,
  ConsoleRequest,
  DeletionPreview,
  Engine,
  GuestChange,
  StartOptions,
  Unsubscribe,
} from './api.ts'
import { SoundFollower, SoundWatch } from './audio/index.ts'
import * as commands from './guest/commands.ts'
import { BrokenGuest } from './guest/broken-guest.ts'
import { consoleEndpoint } from './guest/console-endpoint.ts'
import { offeredFirmware } from './firmware/index.ts'
import { Guest } from './guest/guest.ts'
import type { GuestContext } from './guest/guest-context.ts'
import { newGuestConfig, newGuestId } from './guest/new-guest.ts'
import { Fleet } from './groups/fleet.ts'
import { Host } from './host.ts'
import { configureGuest } from './hotplug/index.ts'
import { Launches } from './guest/launches.ts'
import { JobList } from './jobs/job-list.ts'
import { addressesOf, mendPrivateNetworks } from './network/index.ts'
import { ProvisionService } from './provision/index.ts'
import { type FindGuest, findRunning, guestFinder, reattach } from './reattach/reattach.ts'
import { InsideGuests } from './sharing/index.ts'
import { measuredGuests, Statistics } from './statistics/index.ts'
import { findQemuImg } from './capabilities/index.ts'
import { correctClock, discardSaved, findBlockers, saveGuest } from './saving/index.ts'
import { Snapshots } from './snapshots/service.ts'
import type { PlannedGuest } from './storage/clone-guest.ts'
import { adoptDisk, checkDiskFile, createQcow2 } from './storage/index.ts'
import { requireNoImageBuiltOn } from './storage/broken-dependants.ts'
import { Storage } from './storage/service.ts'
import { GuestStore } from './store/guest-store.ts'
import { listUsbDevices } from './usb/index.ts'

const LOG_TAIL_BYTES = 256 * 1024

export interface EngineOptions {
  /** Environment: XDG_* and HOME place the files, PATH finds QEMU. */
  readonly env: NodeJS.ProcessEnv
  readonly logger: Logger
}

/**
 * Opens the session engine: takes the guests' store, reads it, and finds the guests that run.
 * Rejects with ROOT_REFUSED, STORE_OWNED, RUNTIME_DIR_UNSAFE, NO_SPACE or FILE_WRITE_FAILED.
 */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const { uid, username } = userInfo()
  if (uid === 0) throw new GuesthouseError('ROOT_REFUSED')
  const paths = resolvePaths(options.env)
  await Promise.all([
    makeDirectory(paths.guestsDir),
    makeDirectory(paths.stateDir),
    makeDirectory(paths.cacheDir),
    makePrivateDirectory(paths.runtimeDir, uid),
  ])
  const lock = await acquireOwnerLock(paths.ownerLock)
  try {
    const engine = new SessionEngine(paths, lock, { uid, name: username }, options)
    await engine.load()
    return engine
  } catch (error) {
    await lock.release()
    throw error
  }
}

class SessionEngine implements Engine {
  readonly jobs: JobList
  readonly #paths: Paths
  readonly #lock: OwnerLock
  readonly #env: NodeJS.ProcessEnv
  readonly #logger: Logger
  readonly #host: Host
  readonly #store: GuestStore
  readonly #context: GuestContext
  readonly #guests = new Map<string, Guest>()
  #networksMended: Promise<void> = Promise.resolve()
  readonly #sound: SoundFollower
  readonly statistics = new Statistics(() => measuredGuests(this.#guests.values()))
  readonly #fleet: Fleet
  readonly inside: InsideGuests
  readonly storage: Storage
  readonly snapshots: Snapshots
  readonly #provision: ProvisionService
  readonly #broken = new Map<string, BrokenGuest>()
  readonly #guestListeners = new Set<(change: GuestChange) => void>()
  readonly #hostListeners = new Set<(host: HostView) => void>()

  constructor(
    paths: Paths,
    lock: OwnerLock,
    user: { readonly uid: number; readonly name: string },
    { env, logger }: EngineOptions,
  ) {
    this.#paths = paths
    this.#lock = lock
    this.#env = env
    this.#logger = logger
    this.jobs = new JobList(logger)
    this.#store = new GuestStore(paths)
    const guest = (id: string): Guest => this.#guest(id)
    const add = (planned: PlannedGuest): Promise<{ id: string }> => this.#add(planned)
    this.storage = new Storage({
      ...{ paths, env, guest, add },
      guests: () => this.#guests.values(),
      descriptions: () => this.#descriptions(),
    })
    this.snapshots = new Snapshots({
      ...{ guest, add },
      requireNoneBuiltOn: (config) => this.storage.requireNoneBuiltOn(config),
    })
    this.#provision = new ProvisionService({
      ...{ paths, env, logger, jobs: this.jobs, add },
      host: () => this.#host.view(),
      firmware: () => this.firmware(),
    })
    this.inside = new InsideGuests({ guest, jobs: this.jobs, env, paths, logger })
    this.#sound = new SoundFollower(new SoundWatch({ env, logger }), (id, notice) =>
      this.#guests.get(id)?.run?.addNotice(notice),
    )
    const changed = (view: HostView): void => this.#tell(this.#hostListeners, view)
    this.#host = new Host({ paths, env, logger, user, changed })
    const launches = new Launches()
    this.#context = {
      ...{ uid: user.uid, user: user.name, env, logger, paths, jobs: this.jobs },
      launches,
      qemu: () => this.#host.qemu(),
      acceleration: () => this.#host.acceleration(),
      rename: (id, name) => this.#store.rename(id, name),
      write: (config, known) => this.#store.write(config, known),
      changed: (view) => {
        this.#put(view)
        this.#fleet.changed(view)
      },
    }
    this.#fleet = new Fleet({
      ...{ env, logger, correctClock },
      calm: () => launches.calm(),
      guests: () => this.#guests.values(),
      guest: (id) => this.#guest(id),
    })
  }

  async load(): Promise<void> {
    const stored = await this.#store.load()
    const find = guestFinder(this.#host.view().uid)
    await Promise.all(
      stored.map(async (entry) => {
        if ('error' in entry) {
          this.#broken.set(entry.id, await this.#foundBroken(entry, find))
          return
        }
        const guest = new Guest(entry.config, this.#paths.guest(entry.id), this.#context)
        this.#guests.set(entry.id, guest)
        // One guest that cannot be looked at keeps nobody from the others.
        await reattach(guest, find, this.#logger).catch((error: unknown) => {
          this.#logger.error('not put in order', { guest: entry.id, error })
        })
      }),
    )
    const running = this.list().flatMap(({ runtime }) => runtime?.config ?? [])
    this.#networksMended = mendPrivateNetworks(this.#context, running)
    await this.#host.measureStorage()
    // Known by the time that a person presses Start; what fails is shown in the host's view.
    this.#host.acceleration().catch((error: unknown) => this.#logger.warn('self-test', { error }))
  }

  async #foundBroken(
    { id, error }: { readonly id: string; readonly error: ErrorData },
    find: FindGuest,
  ): Promise<BrokenGuest> {
    const paths = this.#paths.guest(id)
    const since = await changedAt(paths.configFile)
    const changed = (view: GuestView): void => this.#put(view)
    const found = await findRunning(find, id, paths)
    return new BrokenGuest({ ...{ id, error, since, changed, logger: this.#logger }, ...found })
  }

  list(): readonly GuestView[] {
    const views = [
      ...[...this.#guests.values()].map((guest) => guest.view()),
      ...[...this.#broken.values()].map((broken) => broken.view()),
    ]
    return views.sort((a, b) => (a.config?.createdAt ?? 0) - (b.config?.createdAt ?? 0))
  }

  onChange(listener: (change: GuestChange) => void): Unsubscribe {
    this.#guestListeners.add(listener)
    return () => this.#guestListeners.delete(listener)
  }

  host(): HostView {
    return this.#host.view()
  }

  onHostChange(listener: (host: HostView) => void): Unsubscribe {
    this.#hostListeners.add(listener)
    return () => this.#hostListeners.delete(listener)
  }

  async create(input: NewGuest): Promise<{ id: string }> {
    const id = newGuestId()
    const { disk } = input
    const existing =
      disk.kind === 'existing'
        ? await adoptDisk({ qemuImg: await findQemuImg(this.#env), ...disk })
        : { format: 'qcow2' as const, backing: [] }
    const files = [input.cdrom, input.kernelBoot?.kernel, input.kernelBoot?.initrd]
    for (const path of files) if (path !== undefined) await checkDiskFile(path, { writable: false })
    const paths = this.#paths.guest(id)
    const diskPath = paths.disk('disk0')
    const config = newGuestConfig(input, id, { diskPath, existing, now: Date.now() })
    const fill = async (directory: string): Promise<void> => {
      if (disk.kind !== 'new') return
      const qemuImg = await findQemuImg(this.#env)
      const path = join(directory, basename(diskPath))
      await createQcow2({ qemuImg, path, sizeBytes: disk.sizeBytes })
    }
    return this.#add({ config, fill })
  }

  /** Makes a guest's folder, whole or not at all, and shows the guest. */
  async #add({ config, fill }: PlannedGuest): Promise<{ id: string }> {
    const { id } = config
    await this.#store.create(config, fill)
    const guest = new Guest(config, this.#paths.guest(id), this.#context)
    this.#guests.set(id, guest)
    this.#put(guest.view())
    void this.#host.measureStorage().catch(() => {})
    return { id }
  }

  /** What every guest is, runs with, and was at its snapshots. */
  async #descriptions(): Promise<GuestConfig[]> {
    const guests = [...this.#guests.values()]
    const then = await Promise.all(
      guests.map(({ config }) => this.snapshots.descriptions(config.id)),
    )
    const running = this.list().flatMap(({ runtime }) => runtime?.config ?? [])
    return [...guests.map(({ config }) => config), ...running, ...then.flat()]
  }

  start = async (id: string, options?: StartOptions): Promise<void> =>
    this.#fleet.start(id, options)
  startMany = (ids: readonly string[]): Promise<ManyResult[]> => this.#fleet.startMany(ids)
  saveMany = (ids: readonly string[]): Promise<ManyResult[]> => this.#fleet.saveMany(ids)
  shutdownMany = (ids: readonly string[]): Promise<ManyResult[]> => this.#fleet.shutdownMany(ids)
  autostart = (): Promise<ManyResult[]> => this.#fleet.autostart()
  leave = (policy?: LogoutPolicy): Promise<LeaveResult[]> => this.#fleet.leave(policy)
  save = async (id: string): Promise<void> => this.#guest(id).operate('save', 'save', saveGuest)
  discardSaved = async (id: string): Promise<void> =>
    this.#guest(id).operate('discard-saved', null, discardSaved)
  saveBlockers = async (id: string): Promise<SaveBlocker[]> =>
    this.#guest(id).ask('save', ({ qmp, record }) => findBlockers(qmp, record))
  shutdown = async (id: string): Promise<void> =>
    this.#guest(id).operate('shutdown', null, commands.shutdown)
  firmware = async (): Promise<FirmwareOffer> =>
    offeredFirmware({ env: this.#env, logger: this.#logger }, await this.#host.qemu())
  inspectSource = (path: string): Promise<FoundSource> => this.#provision.inspect(path)
  provision = (input: Provision): Promise<{ readonly id: string }> => this.#provision.create(input)
  powerOff = async (id: string): Promise<void> =>
    (this.#broken.get(id) ?? this.#guest(id)).powerOff()
  reset = async (id: string): Promise<void> =>
    this.#guest(id).operate('reset', null, commands.reset)
  pause = async (id: string): Promise<void> =>
    this.#guest(id).operate('pause', null, commands.pause)
  resume = async (id: string): Promise<void> =>
    this.#guest(id).operate('resume', null, commands.resume)
  rename = async (id: string, name: string): Promise<void> => this.#guest(id).rename(name)
  configure = async (id: string, input: ConfigureGuest): Promise<ConfigureResult> =>
    this.#guest(id).operate('configure', null, (handle) => configureGuest(handle, input))
  addresses = async (id: string): Promise<NicAddress[]> => addressesOf(this.#guest(id))
  usbDevices = (): Promise<HostUsbDevice[]> => listUsbDevices()

  async deletionPreview(id: string): Promise<DeletionPreview> {
    const { owned, foreign } = this.#store.ownedDisks(this.#guest(id).config, this.#usedBeside(id))
    const managedDisks = await Promise.all(
      owned.map(async ({ path }) => ({ path, bytes: await spaceTaken(path) })),
    )
    return { managedDisks, foreignFiles: foreign }
  }

  async delete(id: string, options: { readonly deleteDisks: boolean }): Promise<void> {
    const guest = this.#guest(id)
    await guest.operate('delete', null, async ({ paths }) => {
      if (options.deleteDisks) {
        const broken = [...this.#broken.keys()].map((other) => this.#paths.guest(other).dir)
        await requireNoImageBuiltOn(guest.config, broken)
        this.storage.requireNoneBuiltOn(guest.config)
      }
      await this.#store.remove(guest.config, { ...options, keep: this.#usedBeside(id) })
      await rm(paths.stateDir, { recursive: true, force: true }).catch((error: unknown) =>
        this.#logger.warn('logs left behind', { error }),
      )
    })
    this.#guests.delete(id)
    this.#fleet.forget(id)
    this.#tell(this.#guestListeners, { type: 'removed', id })
    void this.#host.measureStorage().catch(() => {})
  }

  async log(id: string): Promise<{ text: string; truncated: boolean }> {
    // That of a guest whose file is damaged can be read as well.
    if (!this.#broken.has(id)) this.#guest(id)
    return readTail(this.#paths.guest(id).qemuLog, LOG_TAIL_BYTES)
  }

  console(id: string, request: ConsoleRequest): ConsoleEndpoint {
    const { run, paths } = this.#guest(id)
    if (run === null) throw new GuesthouseError('CONSOLE_UNAVAILABLE')
    return consoleEndpoint(request, run.record.config, paths)
  }

  async close(): Promise<void> {
    this.#guestListeners.clear()
    this.#hostListeners.clear()
    this.#host.close()
    this.#sound.close()
    this.statistics.close()
    await this.#fleet.close()
    await Promise.all([...this.#guests.values()].map((guest) => guest.close()))
    await this.#networksMended
    await this.#lock.release()
  }

  /** Disks that other guests use as well; they are not deleted with one. */
  #usedBeside(id: string): ReadonlySet<string> {
    const others = [...this.#guests.values()].filter(({ config }) => config.id !== id)
    return new Set(others.flatMap(({ config }) => config.disks.map(({ path }) => path)))
  }

  #guest(id: string): Guest {
    const guest = this.#guests.get(id)
    if (guest !== undefined) return guest
    throw new GuesthouseError(this.#broken.has(id) ? 'GUEST_BROKEN' : 'GUEST_NOT_FOUND')
  }

  #put(guest: GuestView): void {
    this.#sound.follow(guest)
    this.#tell(this.#guestListeners, { type: 'put', guest })
  }

  #tell<T>(listeners: ReadonlySet<(value: T) => void>, value: T): void {
    for (const listener of listeners) {
      try {
        listener(value)
      } catch (error) {
        this.#logger.error('a listener failed', { error })
      }
    }
  }
}

const changedAt = (path: string): Promise<number> =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => Date.now(),
  )

/** Bytes that a file takes on disk (blocks of 512, stat(2)); 0 where it is gone. */
const spaceTaken = (path: string): Promise<number> =>
  stat(path).then(
    ({ blocks }) => blocks * 512,
    () => 0,
  )
