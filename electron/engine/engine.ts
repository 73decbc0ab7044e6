import { stat } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { basename, join } from 'node:path'
import type { GuestView, HostView } from '../../shared/domain/guest.ts'
import type { NewGuest } from '../../shared/domain/guest-config.ts'
import { GuesthouseError } from '../../shared/domain/errors.ts'
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
  Unsubscribe,
} from './api.ts'
import { brokenView } from './guest/broken-guest.ts'
import { Guest } from './guest/guest.ts'
import type { GuestContext } from './guest/guest-context.ts'
import { newGuestConfig, newGuestId } from './guest/new-guest.ts'
import { Host } from './host.ts'
import { guestFinder, reattach } from './reattach/reattach.ts'
import { findQemuImg } from './capabilities/index.ts'
import { checkDiskFile, createQcow2, inspectImage } from './storage/index.ts'
import { GuestStore } from './store/guest-store.ts'

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
  readonly #paths: Paths
  readonly #lock: OwnerLock
  readonly #env: NodeJS.ProcessEnv
  readonly #logger: Logger
  readonly #host: Host
  readonly #store: GuestStore
  readonly #context: GuestContext
  readonly #guests = new Map<string, Guest>()
  readonly #broken = new Map<string, GuestView>()
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
    this.#store = new GuestStore(paths)
    const changed = (view: HostView): void => this.#tell(this.#hostListeners, view)
    this.#host = new Host({ paths, env, logger, user, changed })
    this.#context = {
      ...{ uid: user.uid, user: user.name, env, logger },
      qemu: () => this.#host.qemu(),
      acceleration: () => this.#host.acceleration(),
      rename: (id, name) => this.#store.rename(id, name),
      changed: (view) => this.#put(view),
    }
  }

  async load(): Promise<void> {
    const stored = await this.#store.load()
    const find = guestFinder(this.#host.view().uid)
    await Promise.all(
      stored.map(async (entry) => {
        if ('error' in entry) {
          const since = await changedAt(this.#paths.guest(entry.id).configFile)
          this.#broken.set(entry.id, brokenView(entry.id, entry.error, since))
          return
        }
        const guest = new Guest(entry.config, this.#paths.guest(entry.id), this.#context)
        this.#guests.set(entry.id, guest)
        await reattach(guest, find, this.#logger)
      }),
    )
    await this.#host.measureStorage()
    // Known by the time that a person presses Start; what fails is shown in the host's view.
    this.#host.acceleration().catch((error: unknown) => this.#logger.warn('self-test', { error }))
  }

  list(): readonly GuestView[] {
    const views = [
      ...[...this.#guests.values()].map((guest) => guest.view()),
      ...this.#broken.values(),
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
    const existingFormat = disk.kind === 'existing' ? await this.#formatOf(disk.path) : 'qcow2'
    const files = [input.cdrom, input.kernelBoot?.kernel, input.kernelBoot?.initrd]
    for (const path of files) if (path !== undefined) await checkDiskFile(path, { writable: false })
    const paths = this.#paths.guest(id)
    const diskPath = paths.disk('disk0')
    const config = newGuestConfig(input, id, { diskPath, existingFormat, now: Date.now() })
    await this.#store.create(config, async (directory) => {
      if (disk.kind !== 'new') return
      const qemuImg = await findQemuImg(this.#env)
      const path = join(directory, basename(diskPath))
      await createQcow2({ qemuImg, path, sizeBytes: disk.sizeBytes })
    })
    const guest = new Guest(config, paths, this.#context)
    this.#guests.set(id, guest)
    this.#put(guest.view())
    void this.#host.measureStorage().catch(() => {})
    return { id }
  }

  async #formatOf(path: string): Promise<'qcow2' | 'raw'> {
    await checkDiskFile(path, { writable: true })
    const qemuImg = await findQemuImg(this.#env)
    const { format, backingFile } = await inspectImage({ qemuImg, path })
    // Another file would be opened that nobody chose.
    if (backingFile !== undefined) {
      throw new GuesthouseError('DISK_HAS_BACKING_FILE', { path, backing: backingFile })
    }
    if (format !== 'qcow2' && format !== 'raw') {
      throw new GuesthouseError('DISK_FORMAT_UNKNOWN', { path }, `format: ${format}`)
    }
    return format
  }

  start = async (id: string): Promise<void> => this.#guest(id).start()
  shutdown = async (id: string): Promise<void> => this.#guest(id).shutdown()
  powerOff = async (id: string): Promise<void> => this.#guest(id).powerOff()
  reset = async (id: string): Promise<void> => this.#guest(id).reset()
  pause = async (id: string): Promise<void> => this.#guest(id).pause()
  resume = async (id: string): Promise<void> => this.#guest(id).resume()
  rename = async (id: string, name: string): Promise<void> => this.#guest(id).rename(name)

  async deletionPreview(id: string): Promise<DeletionPreview> {
    const { owned, foreign } = this.#store.ownedDisks(this.#guest(id).config, this.#usedBeside(id))
    const managedDisks = await Promise.all(
      owned.map(async ({ path }) => ({ path, bytes: await spaceTaken(path) })),
    )
    return { managedDisks, foreignFiles: foreign }
  }

  async delete(id: string, options: { readonly deleteDisks: boolean }): Promise<void> {
    const guest = this.#guest(id)
    await guest.delete(() =>
      this.#store.remove(guest.config, { ...options, keep: this.#usedBeside(id) }),
    )
    this.#guests.delete(id)
    this.#tell(this.#guestListeners, { type: 'removed', id })
    void this.#host.measureStorage().catch(() => {})
  }

  async log(id: string): Promise<{ text: string; truncated: boolean }> {
    // That of a guest whose file is damaged can be read as well.
    if (!this.#broken.has(id)) this.#guest(id)
    return readTail(this.#paths.guest(id).qemuLog, LOG_TAIL_BYTES)
  }

  console(id: string, request: ConsoleRequest): ConsoleEndpoint {
    return this.#guest(id).console(request)
  }

  async close(): Promise<void> {
    this.#guestListeners.clear()
    this.#hostListeners.clear()
    this.#host.close()
    await Promise.all([...this.#guests.values()].map((guest) => guest.close()))
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
