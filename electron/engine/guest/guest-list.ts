import { stat } from 'node:fs/promises'
import { type ErrorData, GuesthouseError } from '../../../shared/domain/errors.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import { Slots } from '../groups/slots.ts'
import { type FindGuest, findRunning, guestFinder, reattach } from '../reattach/reattach.ts'
import { hasTraces, namesOfRuns } from '../reattach/traces.ts'
import { findDisksFolders } from '../store/disks-folder.ts'
import type { StoredGuest } from '../store/guest-store.ts'
import { BrokenGuest } from './broken-guest.ts'
import type { GuestContext } from './guest-context.ts'
import { Guest } from './guest.ts'

/**
 * Guests that are looked for at once: few enough that the window's own files are served meanwhile,
 * and more than there are QEMUs that do not answer.
 */
const LOOKS_AT_ONCE = 32

/** Every guest that there is: those that can be used, and those whose file is damaged. */
export class GuestList implements Iterable<Guest> {
  readonly #context: GuestContext
  readonly #changed: (view: GuestView) => void
  readonly #usable = new Map<string, Guest>()
  readonly #broken = new Map<string, BrokenGuest>()

  /** `changed` is told of those that are broken; of the others, the context is. */
  constructor(context: GuestContext, changed: (view: GuestView) => void) {
    this.#context = context
    this.#changed = changed
  }

  /** Takes up what is on the disk, and finds those of them that run. */
  async load(stored: readonly StoredGuest[]): Promise<void> {
    const find = guestFinder(this.#context.account.uids)
    await this.#context.files.load(stored.map(({ id }) => id))
    const slots = new Slots(LOOKS_AT_ONCE)
    const runs = await namesOfRuns(this.#context.paths.runtimeDir)
    const takeUp = async (entry: StoredGuest): Promise<void> => {
      if ('error' in entry) {
        this.#broken.set(entry.id, await this.#foundBroken(entry, find))
        return
      }
      const guest = this.add(entry.config)
      const { account, files, logger, taps } = this.#context
      // One guest that cannot be looked at keeps nobody from the others.
      const traces = hasTraces(guest.paths, { names: entry.names, runs })
      const options = { find, logger, traces, account, files, taps }
      await reattach(guest, options).catch((error: unknown) => {
        logger.error('not put in order', { guest: entry.id, error })
      })
    }
    await Promise.all(stored.map((entry) => slots.run(() => takeUp(entry))))
  }

  async #foundBroken(
    { id, error }: { readonly id: string; readonly error: ErrorData },
    find: FindGuest,
  ): Promise<BrokenGuest> {
    const { account, files, logger, paths: allPaths } = this.#context
    const paths = allPaths.guest(id)
    const since = await changedAt(paths.configFile)
    const found = await findRunning(find, id, paths)
    if (found.qemu === null) await files.giveBack(id)
    const surroundings = { account, files, logger, changed: this.#changed }
    return new BrokenGuest({ ...{ id, error, since }, ...surroundings, ...found })
  }

  /** Those that can be used. */
  [Symbol.iterator](): IterableIterator<Guest> {
    return this.#usable.values()
  }

  /** Throws GUEST_NOT_FOUND or GUEST_BROKEN. */
  get(id: string): Guest {
    const guest = this.#usable.get(id)
    if (guest !== undefined) return guest
    throw new GuesthouseError(this.#broken.has(id) ? 'GUEST_BROKEN' : 'GUEST_NOT_FOUND')
  }

  /** Undefined where it is not there, or broken. */
  find(id: string): Guest | undefined {
    return this.#usable.get(id)
  }

  /** One whose file is damaged too. Throws GUEST_NOT_FOUND. */
  any(id: string): Guest | BrokenGuest {
    return this.#broken.get(id) ?? this.get(id)
  }

  add(config: GuestConfig): Guest {
    const guest = new Guest(config, this.#context.paths.guest(config.id), this.#context)
    this.#usable.set(config.id, guest)
    return guest
  }

  remove(id: string): void {
    this.#usable.delete(id)
  }

  /** Oldest first. */
  views(): GuestView[] {
    const views = [...this.#usable.values(), ...this.#broken.values()].map((guest) => guest.view())
    return views.sort((a, b) => (a.config?.createdAt ?? 0) - (b.config?.createdAt ?? 0))
  }

  configs(): GuestConfig[] {
    return [...this.#usable.values()].map(({ config }) => config)
  }

  /** What the guests that run have. */
  runningConfigs(): GuestConfig[] {
    return [...this.#usable.values()].flatMap(({ run }) => run?.record.config ?? [])
  }

  /** Disks that other guests use as well; they are not deleted with one. */
  disksBeside(id: string): ReadonlySet<string> {
    const others = this.configs().filter((config) => config.id !== id)
    return new Set(others.flatMap(({ disks }) => disks.map(({ path }) => path)))
  }

  /** The folders of those whose file is damaged; in `base` new disks are made. */
  async brokenFolders(base: string | null): Promise<string[]> {
    const { paths } = this.#context
    const ids = [...this.#broken.keys()]
    const search = { ids, base, configs: this.configs() }
    const elsewhere = await findDisksFolders(paths, search)
    return [...ids.map((id) => paths.guest(id).dir), ...elsewhere.map(({ folder }) => folder)]
  }

  /** Lets go of all; those that run go on running. */
  async close(): Promise<void> {
    await Promise.all([...this.#usable.values()].map((guest) => guest.close()))
  }
}

const changedAt = (path: string): Promise<number> =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => Date.now(),
  )
