import { userInfo } from 'node:os'
import type { FirmwareOffer } from '../../shared/domain/firmware.ts'
import type { NicAddress } from '../../shared/domain/addresses.ts'
import type { CommandLineView } from '../../shared/domain/command-line.ts'
import type { ConfigureGuest, ConfigureResult } from '../../shared/domain/configure.ts'
import type { Adopt, FoundMachine } from '../../shared/domain/found-machines.ts'
import type { DescribeGuest } from '../../shared/domain/describe.ts'
import type { GuestView, HostView } from '../../shared/domain/guest.ts'
import type { HardwareOffer } from '../../shared/domain/hardware-offer.ts'
import type { FoundSource, Provision } from '../../shared/domain/provision.ts'
import type { HostUsbDevice } from '../../shared/domain/usb.ts'
import type { GuestConfig, NewGuest } from '../../shared/domain/guest-config.ts'
import type { ManyResult } from '../../shared/domain/many.ts'
import type { SaveBlocker } from '../../shared/domain/save-blockers.ts'
import { GuesthouseError } from '../../shared/domain/errors.ts'
import { makeDirectory, readTail } from '../platform/files.ts'
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
import { filesOfNew, type GuestAccount, ownAccount } from './account/index.ts'
import { SoundFollower, SoundWatch } from './audio/index.ts'
import { viewCommandLine } from './guest/command-line-view.ts'
import * as commands from './guest/commands.ts'
import { consoleEndpoint } from './guest/console-endpoint.ts'
import { type DeletionContext, deleteGuest, previewDeletion } from './guest/delete-guest.ts'
import { offeredFirmware } from './firmware/index.ts'
import type { Guest } from './guest/guest.ts'
import type { GuestContext } from './guest/guest-context.ts'
import { GuestList } from './guest/guest-list.ts'
import { planNewGuest } from './guest/plan-new-guest.ts'
import { Fleet } from './groups/fleet.ts'
import { offeredHardware } from './hardware/index.ts'
import { Host } from './host.ts'
import type { HostProbes } from './host-check/check.ts'
import { configureGuest } from './hotplug/index.ts'
import { type MachineDefaults, usualDefaults } from './machine-defaults.ts'
import { Launches } from './guest/launches.ts'
import { JobList } from './jobs/job-list.ts'
import { Listeners } from './listeners.ts'
import type { LeavingApi } from './logout/leaving.ts'
import { addressesOf, mendPrivateNetworks, type TapProvider } from './network/index.ts'
import { Pictures } from './pictures/service.ts'
import { systemEnvironment } from './system-environment.ts'
import { ProvisionService } from './provision/index.ts'
import { InsideGuests } from './sharing/index.ts'
import { measuredGuests, Statistics } from './statistics/index.ts'
import { correctClock, discardSaved, findBlockers, saveGuest } from './saving/index.ts'
import { Snapshots } from './snapshots/service.ts'
import type { PlannedGuest } from './storage/clone-guest.ts'
import { Storage } from './storage/service.ts'
import { GuestStore } from './store/guest-store.ts'
import { listUsbDevices } from './usb/index.ts'

const LOG_TAIL_BYTES = 256 * 1024

export interface EngineOptions {
  /** Environment: XDG_* and HOME place the files, PATH finds QEMU. */
  readonly env: NodeJS.ProcessEnv
  readonly logger: Logger
  /** Asked each time that a machine is made. */
  readonly defaults?: () => MachineDefaults
  /** Where its files are; by `env` where it is not given. */
  readonly paths?: Paths
  /** As whom guests run; as this process's user where it is not given. */
  readonly account?: GuestAccount
  /** Makes TAP devices for guests on bridges; closed with the engine. */
  readonly taps?: TapProvider
}

/**
 * Opens the engine, of a session or of the computer's own guests: takes the guests' store, reads it, and finds the guests that run.
 * Rejects with ROOT_REFUSED, STORE_OWNED, RUNTIME_DIR_UNSAFE, NO_SPACE or FILE_WRITE_FAILED.
 */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const { uid, username } = userInfo()
  if (uid === 0) throw new GuesthouseError('ROOT_REFUSED')
  const { paths = resolvePaths(options.env), account = ownAccount() } = options
  await Promise.all([
    makeDirectory(paths.guestsDir),
    makeDirectory(paths.stateDir),
    makeDirectory(paths.cacheDir),
    account.open(paths),
  ])
  const lock = await acquireOwnerLock(paths.ownerLock)
  try {
    const engine = new LocalEngine(
      { paths, lock, account, user: { uid, name: username } },
      account.ofSession ? options : { ...options, env: systemEnvironment(options.env, paths) },
    )
    await engine.load()
    return engine
  } catch (error) {
    await lock.release()
    throw error
  }
}

/** What an engine has taken hold of. */
interface Surroundings {
  readonly paths: Paths
  readonly lock: OwnerLock
  readonly account: GuestAccount
  /** Of this process. */
  readonly user: { readonly uid: number; readonly name: string }
}

class LocalEngine implements Engine {
  readonly jobs: JobList
  readonly probes: HostProbes
  readonly #paths: Paths
  readonly #lock: OwnerLock
  readonly #env: NodeJS.ProcessEnv
  readonly #logger: Logger
  readonly #defaults: () => MachineDefaults
  readonly #taps: TapProvider | null
  readonly #host: Host
  readonly #store: GuestStore
  readonly #context: GuestContext
  readonly #guests: GuestList
  readonly #deletion: DeletionContext
  #networksMended: Promise<void> = Promise.resolve()
  readonly #sound: SoundFollower
  readonly statistics = new Statistics(() => measuredGuests(this.#guests))
  readonly #fleet: Fleet
  readonly inside: InsideGuests
  readonly storage: Storage
  readonly snapshots: Snapshots
  readonly pictures: Pictures
  readonly #provision: ProvisionService
  readonly #guestListeners: Listeners<GuestChange>
  readonly #hostListeners: Listeners<HostView>

  constructor(
    { paths, lock, account, user }: Surroundings,
    { env, logger, defaults = () => usualDefaults, taps }: EngineOptions,
  ) {
    this.#paths = paths
    this.#lock = lock
    this.#env = env
    this.#logger = logger
    this.#defaults = defaults
    this.#taps = taps ?? null
    this.#guestListeners = new Listeners(logger)
    this.#hostListeners = new Listeners(logger)
    this.jobs = new JobList(logger)
    this.#store = new GuestStore(paths)
    const disksFolder = (): string | null => defaults().disksFolder
    this.#host = new Host({
      ...{ account, paths, env, logger, user, disksFolder, taps: this.#taps },
      changed: (view) => this.#hostListeners.tell(view),
    })
    this.probes = this.#host
    const launches = new Launches()
    this.#context = {
      ...{ account, files: account.runFiles(paths, logger) },
      ...{ env, logger, paths, jobs: this.jobs },
      ...{ launches, disksFolder, taps: this.#taps },
      keepsPictures: () => this.pictures.kept,
      qemu: () => this.#host.qemu(),
      acceleration: () => this.#host.acceleration(),
      rename: (id, name) => this.#store.rename(id, name),
      write: (config, known) => this.#store.write(config, known),
      changed: (view) => {
        this.#put(view)
        this.#fleet.changed(view)
      },
    }
    this.#guests = new GuestList(this.#context, (view) => this.#put(view))
    const guest = (id: string): Guest => this.#guests.get(id)
    const add = (planned: PlannedGuest): Promise<{ id: string }> => this.#add(planned)
    this.storage = new Storage({
      ...{ paths, env, guest, add, disksFolder },
      guests: () => this.#guests,
      descriptions: () => this.#descriptions(),
    })
    const requireNoneBuiltOn = (config: GuestConfig): void =>
      this.storage.requireNoneBuiltOn(config)
    this.snapshots = new Snapshots({ guest, add, logger, requireNoneBuiltOn })
    this.pictures = new Pictures({
      ...{ guest, logger },
      keptFiles: () => this.#guests.views().map(({ id }) => paths.guest(id).lastPicture),
    })
    this.#deletion = {
      ...{ store: this.#store, guests: this.#guests, logger, requireNoneBuiltOn },
      brokenFolders: () => this.#guests.brokenFolders(disksFolder()),
    }
    this.#provision = new ProvisionService({
      ...{ account, paths, env, logger, jobs: this.jobs, add, defaults },
      configs: () => this.#guests.configs(),
      host: () => this.#host.view(),
      qemu: () => this.#host.qemu(),
      firmware: () => this.firmware(),
    })
    this.inside = new InsideGuests({ guest, jobs: this.jobs, env, paths, logger })
    this.#sound = new SoundFollower(new SoundWatch({ env, logger }), (id, notice) =>
      this.#guests.find(id)?.run?.addNotice(notice),
    )
    this.#fleet = new Fleet({
      ...{ account, env, logger, correctClock, guest },
      cancelJobs: (id) => this.jobs.cancelOf(id),
      calm: () => launches.calm(),
      guests: () => this.#guests,
    })
  }

  async load(): Promise<void> {
    await this.#guests.load(await this.#store.load())
    this.#networksMended = mendPrivateNetworks(this.#context, this.#guests.runningConfigs())
    await this.#host.measureStorage()
    // Known by the time that a person presses Start; what fails is shown in the host's view.
    this.#host.acceleration().catch((error: unknown) => this.#logger.warn('self-test', { error }))
  }

  list(): readonly GuestView[] {
    return this.#guests.views()
  }

  onChange(listener: (change: GuestChange) => void): Unsubscribe {
    return this.#guestListeners.add(listener)
  }

  host(): HostView {
    return this.#host.view()
  }

  measureStorage = (): Promise<void> => this.#host.measureStorage()

  get leaving(): LeavingApi {
    return this.#fleet.leaving
  }

  onHostChange(listener: (host: HostView) => void): Unsubscribe {
    return this.#hostListeners.add(listener)
  }

  create = async (input: NewGuest): Promise<{ id: string }> => {
    await this.#context.files.check(filesOfNew(input))
    const surroundings = { env: this.#env, paths: this.#paths, defaults: this.#defaults() }
    return this.#add(await planNewGuest(input, surroundings))
  }

  /** Makes a guest's folder, whole or not at all, and shows the guest. */
  async #add({ config, fill }: PlannedGuest): Promise<{ id: string }> {
    await this.#store.create(config, fill)
    this.#put(this.#guests.add(config).view())
    void this.#host.measureStorage().catch(() => {})
    return { id: config.id }
  }

  /** What every guest is, runs with, and was at its snapshots. */
  async #descriptions(): Promise<GuestConfig[]> {
    const configs = this.#guests.configs()
    const then = await Promise.all(configs.map(({ id }) => this.snapshots.descriptions(id)))
    return [...configs, ...this.#guests.runningConfigs(), ...then.flat()]
  }

  start = async (id: string, options?: StartOptions): Promise<void> =>
    this.#fleet.start(id, options)
  startMany = (ids: readonly string[]): Promise<ManyResult[]> => this.#fleet.startMany(ids)
  saveMany = (ids: readonly string[]): Promise<ManyResult[]> => this.#fleet.saveMany(ids)
  shutdownMany = (ids: readonly string[]): Promise<ManyResult[]> => this.#fleet.shutdownMany(ids)
  autostart = (): Promise<ManyResult[]> => this.#fleet.autostart()
  save = async (id: string): Promise<void> =>
    this.#guests.get(id).operate('save', 'save', saveGuest)
  discardSaved = async (id: string): Promise<void> =>
    this.#guests.get(id).operate('discard-saved', null, discardSaved)
  saveBlockers = async (id: string): Promise<SaveBlocker[]> =>
    this.#guests.get(id).ask('save', ({ qmp, record }) => findBlockers(qmp, record))
  shutdown = async (id: string): Promise<void> =>
    this.#guests.get(id).operate('shutdown', null, commands.shutdown)
  powerOff = async (id: string): Promise<void> => this.#guests.any(id).powerOff()
  reset = async (id: string): Promise<void> =>
    this.#guests.get(id).operate('reset', null, commands.reset)
  pause = async (id: string): Promise<void> =>
    this.#guests.get(id).operate('pause', null, commands.pause)
  resume = async (id: string): Promise<void> =>
    this.#guests.get(id).operate('resume', null, commands.resume)
  rename = async (id: string, name: string): Promise<void> => this.#guests.get(id).rename(name)
  describe = async (id: string, description: DescribeGuest): Promise<void> =>
    this.#guests.get(id).describe(description)
  configure = async (id: string, input: ConfigureGuest): Promise<ConfigureResult> =>
    this.#guests.get(id).operate('configure', null, (handle) => configureGuest(handle, input))
  addresses = async (id: string): Promise<NicAddress[]> => addressesOf(this.#guests.get(id))
  commandLine = async (id: string, config?: GuestConfig): Promise<CommandLineView> =>
    viewCommandLine(this.#guests.get(id), this.#context, config)

  inspectSource = async (path: string): Promise<FoundSource> => {
    await this.#context.files.check([{ path, access: 'read' }])
    return this.#provision.inspect(path)
  }
  provision = (input: Provision): Promise<{ readonly id: string }> => this.#provision.create(input)
  findMachines = (): Promise<FoundMachine[]> => this.#provision.findMachines()
  adopt = (input: Adopt): Promise<{ readonly id: string }> => this.#provision.adopt(input)
  firmware = async (): Promise<FirmwareOffer> =>
    offeredFirmware({ env: this.#env, logger: this.#logger }, await this.#host.qemu())
  usbDevices = (): Promise<HostUsbDevice[]> => listUsbDevices()

  async hardware(): Promise<HardwareOffer> {
    const [qemu, { accelerator }] = await Promise.all([
      this.#host.qemu(),
      this.#host.acceleration(),
    ])
    return offeredHardware({
      ...{ qemu, accelerator, configs: this.#guests.configs() },
      ...{ env: this.#env, paths: this.#paths, logger: this.#logger },
      taps: this.#taps,
    })
  }

  deletionPreview = (id: string): Promise<DeletionPreview> => previewDeletion(this.#deletion, id)

  async delete(id: string, options: { readonly deleteDisks: boolean }): Promise<void> {
    await deleteGuest(this.#deletion, id, options)
    this.#fleet.forget(id)
    this.#guestListeners.tell({ type: 'removed', id })
    void this.#host.measureStorage().catch(() => {})
  }

  async log(id: string): Promise<{ text: string; truncated: boolean }> {
    // That of a guest whose file is damaged can be read as well.
    this.#guests.any(id)
    return readTail(this.#paths.guest(id).qemuLog, LOG_TAIL_BYTES)
  }

  console(id: string, request: ConsoleRequest): ConsoleEndpoint {
    const { run, paths } = this.#guests.get(id)
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
    await this.#guests.close()
    await this.#networksMended
    this.#taps?.close()
    await this.#lock.release()
  }

  #put(guest: GuestView): void {
    this.#sound.follow(guest)
    this.#guestListeners.tell({ type: 'put', guest })
  }
}
