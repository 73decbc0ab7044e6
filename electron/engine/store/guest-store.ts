import {
  closeSync,
  constants,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs'
import { readdir, readFile, rename, rm, rmdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { type ErrorData, GuesthouseError, toErrorData } from '../../../shared/domain/errors.ts'
import {
  type DiskConfig,
  type GuestConfig,
  guestIdSchema,
} from '../../../shared/domain/guest-config.ts'
import {
  errorCode,
  isTemporary,
  makeDirectory,
  syncDirectory,
  writeError,
  writeFileAtomic,
} from '../../platform/files.ts'
import type { Paths } from '../../platform/paths.ts'
import { nvramKinds } from '../firmware/nvram-origin.ts'
import { isTpmInTheMaking } from '../tpm/index.ts'
import {
  foldersElsewhere,
  isDisksFolder,
  isFolder,
  makeDisksFolder,
  removeDisksFolder,
  removeEmptyFolder,
} from './disks-folder.ts'
import { formatGuestFile, parseGuestFile } from './guest-file.ts'
import { GuestFileChanged } from './guest-file-changed.ts'

export type StoredGuest =
  | {
      readonly id: string
      readonly config: GuestConfig
      /** What lies in its folder; null where that cannot be told. */
      readonly names: readonly string[] | null
    }
  | { readonly id: string; readonly error: ErrorData }

/** A folder that is being filled; it becomes a guest when it gets its real name. */
const UNFINISHED = '.new-'

/**
 * ms of reading after which the event loop has its turn: the window asks for its own files. With 8 it was
 * painted some 90 ms later (1,000 guests, 2 processors).
 */
const READ_SPAN_MS = 2

/** The guests' folders on disk. Nothing here knows of processes. */
export class GuestStore {
  readonly #paths: Paths

  constructor(paths: Paths) {
    this.#paths = paths
  }

  /** Every guest, those that cannot be used with the reason. Removes what a crash left half-made. */
  async load(): Promise<StoredGuest[]> {
    const entries = await readdir(this.#paths.guestsDir, { withFileTypes: true })
    const unfinished = entries.filter((entry) => entry.name.startsWith(UNFINISHED))
    await Promise.all(unfinished.map(({ name }) => this.#removeUnfinished(name)))
    const ids = entries
      .filter(
        (entry) =>
          (entry.isDirectory() || entry.isSymbolicLink()) &&
          guestIdSchema.safeParse(entry.name).success,
      )
      .map((entry) => entry.name)
    const guests: StoredGuest[] = []
    let begun = performance.now()
    for (const id of ids) {
      const guest = this.#read(id)
      if (guest !== null) guests.push(guest)
      if (performance.now() - begun < READ_SPAN_MS) continue
      await new Promise((resolve) => setImmediate(resolve))
      begun = performance.now()
    }
    return guests
  }

  /** Where a disk was being made on a drive that is away now, this is tried again another time. */
  async #removeUnfinished(name: string): Promise<void> {
    const folder = join(this.#paths.guestsDir, name)
    const elsewhere = await this.#elsewhereOfUnfinished(folder, name.slice(UNFINISHED.length))
    const present = await Promise.all(elsewhere.map((place) => isThere(dirname(place))))
    if (present.includes(false)) return
    try {
      for (const place of elsewhere) await removeDisksFolder(place)
    } catch {
      // A drive that is read-only or failing now keeps nobody from the machines that are whole.
      return
    }
    await rm(folder, { recursive: true, force: true })
  }

  async #elsewhereOfUnfinished(folder: string, id: string): Promise<readonly string[]> {
    const path = join(folder, 'guest.json')
    try {
      return foldersElsewhere(this.#paths, parseGuestFile(await readFile(path, 'utf8'), path, id))
    } catch {
      // It was cut off before its description was there, and so before any disk was.
      return []
    }
  }

  /** Synchronously: the work around asynchronous reads is four times that of these small ones. */
  #read(id: string): StoredGuest | null {
    const paths = this.#paths.guest(id)
    const path = paths.configFile
    try {
      const config = parseGuestFile(readNow(path), path, id)
      return { id, config, names: tidiedNames(paths.dir) }
    } catch (error) {
      if (error instanceof GuesthouseError) return { id, error: error.toData() }
      if (errorCode(error) === 'ENOENT' && existsSync(paths.deletedConfigFile)) return null
      return {
        id,
        error: toErrorData(new GuesthouseError('GUEST_FILE_UNREADABLE', { path }, error)),
      }
    }
  }

  /**
   * Makes a guest's folder: guest.json is written, `fill` puts the disks into the directory it is given
   * or where they are to be kept (placeToFill), and the whole appears under its real name. Where
   * anything fails nothing is left; what a crash leaves elsewhere is found by the description.
   */
  async create(config: GuestConfig, fill: (directory: string) => Promise<void>): Promise<void> {
    const { guestsDir } = this.#paths
    const unfinished = join(guestsDir, `${UNFINISHED}${config.id}`)
    const made: string[] = []
    try {
      await makeDirectory(unfinished)
      await writeFileAtomic(join(unfinished, 'guest.json'), formatGuestFile(config))
      for (const folder of foldersElsewhere(this.#paths, config)) {
        if (!(await makeDisksFolder(folder))) {
          throw new GuesthouseError('DISK_EXISTS', { path: folder })
        }
        made.push(folder)
      }
      await fill(unfinished)
      await rename(unfinished, this.#paths.guest(config.id).dir).catch((error: unknown) => {
        throw writeError(unfinished, error)
      })
    } catch (error) {
      for (const folder of made) await removeDisksFolder(folder).catch(() => {})
      await rm(unfinished, { recursive: true, force: true })
      throw error
    }
    await syncDirectory(guestsDir)
  }

  /**
   * Changes the name in the file as it is now: it may have been edited by hand since it was read.
   * Rejects like parseGuestFile where it has become unusable; it is then left alone.
   */
  async rename(id: string, name: string): Promise<GuestConfig> {
    const path = this.#paths.guest(id).configFile
    const config = { ...(await this.#parse(id)), name }
    await writeFileAtomic(path, formatGuestFile(config))
    return config
  }

  /**
   * Writes the description of a guest in the place of `known`. Rejects with GuestFileChanged where
   * the file was edited by hand meanwhile, and like parseGuestFile; it is then left alone.
   */
  async write(config: GuestConfig, known: GuestConfig): Promise<void> {
    const { id } = config
    const path = this.#paths.guest(id).configFile
    const now = await this.#parse(id)
    if (!isDeepStrictEqual(now, parseGuestFile(formatGuestFile(known), path, id))) {
      throw new GuestFileChanged(path, now)
    }
    await writeFileAtomic(path, formatGuestFile(config))
  }

  /** Rejects with GUEST_FILE_UNREADABLE, and like parseGuestFile. */
  async #parse(id: string): Promise<GuestConfig> {
    const path = this.#paths.guest(id).configFile
    const text = await readFile(path, 'utf8').catch((error: unknown) => {
      throw new GuesthouseError('GUEST_FILE_UNREADABLE', { path }, error)
    })
    return parseGuestFile(text, path, id)
  }

  /** The disks in the guest's own folders that Guesthouse made, and the files that are not ours. */
  async ownedDisks(
    config: GuestConfig,
    keep: ReadonlySet<string> = new Set(),
  ): Promise<{ readonly owned: DiskConfig[]; readonly foreign: string[] }> {
    const { dir } = this.#paths.guest(config.id)
    const links = await Promise.all(
      foldersElsewhere(this.#paths, config).map(async (folder) =>
        (await isThere(folder)) && !(await isFolder(folder)) ? folder : [],
      ),
    )
    const isOwned = ({ managed, path }: DiskConfig): boolean => {
      const folder = dirname(path)
      const isOurs = folder === dir || (isDisksFolder(folder, config.id) && !links.includes(folder))
      return managed && isOurs && !keep.has(path)
    }
    const cdroms = config.cdroms.map((cdrom) => cdrom.path).filter((path) => path !== null)
    const { kernel, initrd } = config.kernelBoot ?? {}
    return {
      owned: config.disks.filter(isOwned),
      foreign: [
        ...config.disks.filter((disk) => !isOwned(disk)).map((disk) => disk.path),
        ...cdroms,
        ...[kernel, initrd].filter((path) => path !== undefined),
      ],
    }
  }

  /**
   * Takes a guest out of the list, durably, and then removes its disks where asked. Rejects with
   * DISKS_FOLDER_AWAY where those are on a drive that is not there. Files in its
   * folder that Guesthouse did not make stay, and so do the disks when they are kept: then the
   * description stays beside them as guest.json.deleted.
   */
  async remove(
    config: GuestConfig,
    options: { readonly deleteDisks: boolean; readonly keep?: ReadonlySet<string> },
  ): Promise<void> {
    const paths = this.#paths.guest(config.id)
    const { owned } = await this.ownedDisks(config, options.keep)
    const folders = new Set(owned.map(({ path }) => dirname(path)))
    folders.delete(paths.dir)
    if (options.deleteDisks) for (const folder of folders) await requireDrive(dirname(folder))
    try {
      await rename(paths.configFile, paths.deletedConfigFile)
      await syncDirectory(paths.dir)
      if (!options.deleteDisks && owned.length > 0) return
      const { nvram, tpmDir, snapshotsDir, snapshotsFile } = paths
      const nvrams = [nvram, paths.nvramOrigin, ...nvramKinds.map(paths.parkedNvram)]
      const { savedState, savedFile, unfinishedState, resumedFile } = paths
      const saved = [savedState, savedFile, unfinishedState, resumedFile]
      const temporaries = (await readdir(paths.dir))
        .filter(isTemporary)
        .map((name) => join(paths.dir, name))
      const state = [...nvrams, snapshotsFile, paths.accessFile, ...saved, ...temporaries]
      const files = [...owned.map((disk) => disk.path), ...state]
      await Promise.all(files.map((path) => rm(path, { force: true })))
      for (const folder of folders) await removeEmptyFolder(folder)
      await rm(tpmDir, { recursive: true, force: true })
      await rm(snapshotsDir, { recursive: true, force: true })
      const left = (await readdir(paths.dir)).filter(
        (name) => join(paths.dir, name) !== paths.deletedConfigFile,
      )
      if (left.length > 0) return
      await rm(paths.deletedConfigFile, { force: true })
      await rmdir(paths.dir)
      await syncDirectory(this.#paths.guestsDir)
    } catch (error) {
      // What could not be removed is still a guest, so that it can be tried again.
      await rename(paths.deletedConfigFile, paths.configFile).catch(() => {})
      throw writeError(paths.dir, error)
    }
  }
}

/** Rejects with DISKS_FOLDER_AWAY: disks that cannot be seen now would be left for ever. */
async function requireDrive(path: string): Promise<void> {
  if (!(await isThere(path))) throw new GuesthouseError('DISKS_FOLDER_AWAY', { path })
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

/** Text of a file that is there at once: a pipe that somebody put there reads as empty. */
function readNow(path: string): string {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    return readFileSync(descriptor, 'utf8')
  } finally {
    closeSync(descriptor)
  }
}

/**
 * What a crash left of a file or of a TPM that was being written is removed; whoever did it is gone,
 * as this engine owns the store. What cannot be removed stays. Returns what is there; null where that
 * cannot be told.
 */
function tidiedNames(dir: string): readonly string[] | null {
  let names: string[]
  try {
    names = readdirSync(dir)
  } catch {
    return null
  }
  for (const name of names) {
    if (!isTemporary(name) && !isTpmInTheMaking(name)) continue
    try {
      rmSync(join(dir, name), { recursive: true, force: true })
    } catch {
      // It is in nobody's way.
    }
  }
  return names
}
