import { readlink, stat } from 'node:fs/promises'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { errorCode } from '../../platform/files.ts'
import type { Logger } from '../../platform/logger.ts'
import type { Paths } from '../../platform/paths.ts'
import { pin, type Pinned } from '../../platform/plain-file.ts'
import { InTurn } from '../guest/in-turn.ts'
import { foldersTo, resolvePlaces } from './allowed-places.ts'
import { type HandedOver, readHandedOver, writeHandedOver } from './hand-over-record.ts'
import { CHANGED, type JudgedFile, judgeFile, keyOf, permissionsOf, self } from './judge-file.ts'
import { canPass, givenFile, passable, type Permissions, setPermissions } from './permissions.ts'
import { giveFilesOf, reclaimFolder } from './reclaim-folder.ts'
import type { AllowedPlaces, RunFile, RunFileAccess, RunFiles } from './run-file.ts'

/** To whom files are handed over. */
export interface Receiver {
  readonly name: string
  readonly group: number
  /** Whether it may use a file that is not ours, and never is changed. */
  mayUse(path: string, access: RunFileAccess): Promise<boolean>
  /** Makes the files of a folder that it may write to its own, durably. Rejects where it cannot. */
  adopt(folder: string): Promise<void>
}

interface HandOverOptions {
  readonly paths: Paths
  readonly allowed: AllowedPlaces
  readonly logger: Logger
  /** null where QEMU runs as the engine's account: files are then looked at, and not changed. */
  readonly receiver: Receiver | null
}

/** A file or folder that is to be changed, by its descriptor. */
interface Change {
  readonly pinned: Pinned
  readonly to: Permissions
  readonly entry: HandedOver
}

const keyOfEntry = ({ device, inode }: HandedOver): string => `${device}:${inode}`

/**
 * Gives files of ours to the group of QEMU's account while a guest runs, and takes them back: an
 * owner may do that to a group that it is in, without any capability. Files that several guests use
 * (what a disk builds on) are given back after the last one.
 */
export class HandOver implements RunFiles {
  readonly #options: HandOverOptions
  readonly #turns = new InTurn()
  /** By guest, as its record has it. */
  readonly #given = new Map<string, readonly HandedOver[]>()

  constructor(options: HandOverOptions) {
    this.#options = options
  }

  load(guests: readonly string[]): Promise<void> {
    return this.#turns.run(async () => {
      const { paths, logger } = this.#options
      await Promise.all(
        guests.map(async (guest) => {
          const entries = await readHandedOver(paths.guest(guest).handedOver, logger)
          if (entries.length > 0) this.#given.set(guest, entries)
        }),
      )
    })
  }

  async check(files: readonly RunFile[]): Promise<void> {
    const judged = await this.#judge(files)
    await closeAll(judged.map(({ pinned }) => pinned))
  }

  async take(guest: string, files: readonly RunFile[]): Promise<void> {
    if (files.length === 0) return
    return this.#turns.run(async () => {
      const judged = await this.#judge(files)
      const pinned = judged.map((file) => file.pinned)
      try {
        const { receiver } = this.#options
        if (receiver !== null) await this.#hand(guest, judged, receiver, pinned)
      } finally {
        await closeAll(pinned)
      }
    })
  }

  release(guest: string, paths: readonly string[]): Promise<void> {
    const wanted = new Set(paths)
    return this.#turns.run(() => this.#giveBack(guest, ({ path }) => wanted.has(path)))
  }

  giveBack(guest: string): Promise<void> {
    return this.#turns.run(() => this.#giveBack(guest, () => true))
  }

  async #judge(files: readonly RunFile[]): Promise<JudgedFile[]> {
    const places = await this.#places()
    const who = self()
    const settled = await Promise.allSettled(files.map((file) => judgeFile(file, places, who)))
    const judged = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    const refused = settled.find((one) => one.status === 'rejected')
    if (refused === undefined) return judged
    await closeAll(judged.map(({ pinned }) => pinned))
    throw refused.reason
  }

  /** What it pins besides is added to `pinned`, for the caller to close. */
  async #hand(
    guest: string,
    judged: readonly JudgedFile[],
    receiver: Receiver,
    pinned: Pinned[],
  ): Promise<void> {
    const changes = new Map<string, Change>()
    for (const change of await this.#changesTo(judged, receiver, pinned)) {
      const key = keyOfEntry(change.entry)
      const other = changes.get(key)
      // One image in two drives: the one that writes counts.
      const mode = change.to.mode | (other?.to.mode ?? 0)
      changes.set(key, { ...change, to: { ...change.to, mode } })
    }
    const before = this.#given.get(guest) ?? []
    const had = new Set(before.map(keyOfEntry))
    const added = [...changes.values()].map(({ entry }) => entry)
    const entries = [...before, ...added.filter((entry) => !had.has(keyOfEntry(entry)))]
    if (entries.length > before.length) await this.#record(guest, entries)
    try {
      for (const { pinned: file, to, entry } of changes.values()) {
        await setPermissions(file.path, permissionsOf(file.stat), to)
        if (entry.kind !== 'state') continue
        await giveFilesOf(file, self().uid, receiver.group)
        await receiver.adopt(entry.path)
      }
      for (const file of judged) await this.#verify(file, receiver)
    } catch (error) {
      const isNew = (entry: HandedOver): boolean => !had.has(keyOfEntry(entry))
      // By their descriptors: they may be elsewhere by now.
      await this.#giveBack(guest, isNew, (key) => changes.get(key)?.pinned)
      throw error
    }
  }

  async #changesTo(
    judged: readonly JudgedFile[],
    receiver: Receiver,
    pinned: Pinned[],
  ): Promise<Change[]> {
    const { group } = receiver
    const { uid, groups } = self()
    const changes: Change[] = []
    const places = await this.#places()
    for (const folder of new Set(judged.flatMap(({ real }) => foldersTo(real, places)))) {
      const file = await pin(folder)
      pinned.push(file)
      if ((await readlink(file.path)) !== folder || !file.stat.isDirectory()) {
        throw new GuesthouseError('FILE_UNSAFE', { path: folder, reason: CHANGED })
      }
      const now = permissionsOf(file.stat)
      const known = this.#originalOf(keyOf(file.stat))
      if (Number(file.stat.uid) !== uid || (known === undefined && canPass(group, now))) continue
      if (!groups.includes(now.group)) continue
      const to = passable(group, now)
      changes.push({ pinned: file, to, entry: this.#entry('folder', folder, file, group) })
    }
    for (const { pinned: file, real, access, isOurs } of judged) {
      if (!isOurs) continue
      const now = permissionsOf(file.stat)
      const isGiven = this.#originalOf(keyOf(file.stat)) !== undefined
      const kind = access === 'state' ? 'state' : 'file'
      const to = givenFile(access, group, now, isGiven)
      changes.push({ pinned: file, to, entry: this.#entry(kind, real, file, group) })
    }
    return changes
  }

  async #places(): Promise<AllowedPlaces> {
    const { allowed, paths } = this.#options
    const directories = [...allowed.directories, paths.guestsDir]
    return resolvePlaces({ ...allowed, directories })
  }

  /** As it is now, or was before another guest got it. */
  #entry(kind: HandedOver['kind'], path: string, file: Pinned, givenTo: number): HandedOver {
    const { group, mode } = this.#originalOf(keyOf(file.stat)) ?? permissionsOf(file.stat)
    const { dev, ino } = file.stat
    return { kind, path, device: String(dev), inode: String(ino), group, mode, givenTo }
  }

  #originalOf(key: string): HandedOver | undefined {
    for (const entries of this.#given.values()) {
      const found = entries.find((entry) => keyOfEntry(entry) === key)
      if (found !== undefined) return found
    }
    return undefined
  }

  /** QEMU opens the path: it has to name what was handed over, and what is not ours must be open to it. */
  async #verify(
    { path, pinned, real, isOurs, access }: JudgedFile,
    receiver: Receiver,
  ): Promise<void> {
    const now = await pin(path).catch(() => null)
    const where = now === null ? null : await readlink(now.path)
    await now?.close()
    if (now === null || keyOf(now.stat) !== keyOf(pinned.stat) || where !== real) {
      throw new GuesthouseError('FILE_UNSAFE', { path, reason: CHANGED })
    }
    if (isOurs || (await receiver.mayUse(path, access))) return
    throw new GuesthouseError('FILE_NOT_ACCESSIBLE', { path, account: receiver.name })
  }

  async #record(guest: string, entries: readonly HandedOver[]): Promise<void> {
    await writeHandedOver(this.#options.paths.guest(guest).handedOver, entries)
    if (entries.length === 0) this.#given.delete(guest)
    else this.#given.set(guest, entries)
  }

  /** Never rejects. What fails stays in the record. */
  async #giveBack(
    guest: string,
    which: (entry: HandedOver) => boolean,
    pinnedAs: (key: string) => Pinned | undefined = () => undefined,
  ): Promise<void> {
    const { logger } = this.#options
    const entries = this.#given.get(guest) ?? []
    const others = new Set(
      [...this.#given]
        .filter(([other]) => other !== guest)
        .flatMap(([, theirs]) => theirs.map(keyOfEntry)),
    )
    const kept: HandedOver[] = []
    for (const entry of entries) {
      if (!which(entry)) {
        kept.push(entry)
        continue
      }
      if (others.has(keyOfEntry(entry))) continue
      const pinned = pinnedAs(keyOfEntry(entry))
      await restore(entry, logger, pinned).catch((error: unknown) => {
        logger.error('a file could not be given back', { guest, path: entry.path, error })
        kept.push(entry)
      })
    }
    if (kept.length === entries.length) return
    await this.#record(guest, kept).catch((error: unknown) => {
      // To give back once more what is given back does no harm.
      logger.error('the record of files handed over is not up to date', { guest, error })
    })
  }
}

const closeAll = async (files: readonly Pinned[]): Promise<void> => {
  await Promise.all(files.map((file) => file.close()))
}

/**
 * Only where the file is the one that was given, and nobody has given it to others since. It may have
 * been given back in part, where an engine was killed over that.
 */
async function restore(entry: HandedOver, logger: Logger, known?: Pinned): Promise<void> {
  const found = known ?? (await pinIfThere(entry.path))
  if (found === null) return
  try {
    const { kind, group, mode, givenTo } = entry
    const { uid } = self()
    // What was pinned for a change has changed since.
    const now = await stat(found.path, { bigint: true })
    const permissions = permissionsOf(now)
    const isIt = keyOf(now) === keyOfEntry(entry) && Number(now.uid) === uid
    if (!isIt || ![givenTo, group].includes(permissions.group)) return
    const before = { group, mode }
    if (kind === 'state') await reclaimFolder(found, before, { uid, logger })
    await setPermissions(found.path, permissions, before)
  } finally {
    if (known === undefined) await found.close()
  }
}

async function pinIfThere(path: string): Promise<Pinned | null> {
  try {
    return await pin(path)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  }
}
