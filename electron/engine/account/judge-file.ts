import type { BigIntStats } from 'node:fs'
import { lstat, readlink, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { errorCode } from '../../platform/files.ts'
import { pin, type Pinned } from '../../platform/plain-file.ts'
import { isAllowed } from './allowed-places.ts'
import type { Permissions } from './permissions.ts'
import type { AllowedPlaces, RunFile } from './run-file.ts'

/** A file that a guest may use, by its descriptor. */
export interface JudgedFile extends RunFile {
  readonly pinned: Pinned
  /** Where it is in fact. */
  readonly real: string
  /** Whether it is the engine's, so that its permissions can be changed. */
  readonly isOurs: boolean
}

/** Somebody is at work on it: as a reason in FILE_UNSAFE. */
export const CHANGED = 'it was changed meanwhile'

/** The engine's own identity. */
export interface Self {
  readonly uid: number
  /** The account's own group, which nobody else is in. */
  readonly group: number
  readonly groups: readonly number[]
}

export const self = (): Self => ({
  uid: process.getuid?.() ?? -1,
  group: process.getgid?.() ?? -1,
  groups: process.getgroups?.() ?? [],
})

export const permissionsOf = ({ gid, mode }: BigIntStats): Permissions => ({
  ...{ group: Number(gid), mode: Number(mode) & 0o7777 },
})

/** Tells files apart for as long as they exist. */
export const keyOf = ({ dev, ino }: BigIntStats): string => `${dev}:${ino}`

/**
 * Pins a file and looks whether a guest may use it, all by its descriptor. Where it may not the
 * descriptor is closed. Rejects with FILE_NOT_ALLOWED, FILE_UNSAFE, DISK_MISSING, DISK_UNREADABLE.
 */
export async function judgeFile(
  file: RunFile,
  allowed: AllowedPlaces,
  who: Self,
): Promise<JudgedFile> {
  const { path } = file
  const pinned = await pin(path).catch((error: unknown) => {
    const code = errorCode(error) === 'ENOENT' ? 'DISK_MISSING' : 'DISK_UNREADABLE'
    throw new GuesthouseError(code, { path }, error)
  })
  try {
    const { stat: status } = pinned
    // First, so that nobody learns what there is elsewhere.
    const real = await readlink(pinned.path)
    if (!isAllowed(real, allowed)) throw new GuesthouseError('FILE_NOT_ALLOWED', { path })
    const isOurs = Number(status.uid) === who.uid
    const reason =
      whyUnsafe(status, file, { isOurs, groups: who.groups }) ??
      (isOurs && status.isFile() ? await whyNotAlone(real, pinned, who) : null)
    if (reason !== null) throw new GuesthouseError('FILE_UNSAFE', { path, reason })
    return { ...file, pinned, real, isOurs }
  } catch (error) {
    await pinned.close()
    throw error
  }
}

/** Why a file is not given to anybody; null where it can be. Pure. */
export function whyUnsafe(
  status: BigIntStats,
  { access }: Pick<RunFile, 'access'>,
  { isOurs, groups }: { readonly isOurs: boolean; readonly groups: readonly number[] },
): string | null {
  if (status.isSymbolicLink()) return 'it is a symbolic link'
  if (access === 'state') {
    if (!status.isDirectory()) return 'it is no folder'
    if (!isOurs) return 'it belongs to another account'
  } else if (!status.isFile()) return 'it is no regular file'
  if (!isOurs) return null
  if (!groups.includes(Number(status.gid))) return 'its group could not be given back'
  return null
}

const WRITABLE_BY_GROUP = 0o020n
const WRITABLE_BY_OTHERS = 0o002n

/** Whether nobody but an account and root makes, moves and removes names in a folder. Pure. */
export const isGuarded = (
  { uid, gid, mode }: Pick<BigIntStats, 'uid' | 'gid' | 'mode'>,
  who: Pick<Self, 'uid' | 'group'>,
): boolean =>
  [0, who.uid].includes(Number(uid)) &&
  (mode & WRITABLE_BY_OTHERS) === 0n &&
  ((mode & WRITABLE_BY_GROUP) === 0n || Number(gid) === who.group)

/**
 * Why a file of ours may have another name, somewhere else, that would get the same permissions; null
 * where it has none. In this order: the name is in a folder in which nobody else changes names, so
 * that it is still there when there is found to be only one.
 */
async function whyNotAlone(real: string, file: Pinned, who: Self): Promise<string | null> {
  const folder = await pin(dirname(real)).catch(() => null)
  if (folder === null) return CHANGED
  try {
    const isThere = folder.stat.isDirectory() && (await readlink(folder.path)) === dirname(real)
    if (!isThere) return CHANGED
    if (!isGuarded(folder.stat, who)) return 'other accounts may change its folder'
    const named = await lstat(`${folder.path}/${basename(real)}`, { bigint: true }).catch(
      () => null,
    )
    if (named === null || keyOf(named) !== keyOf(file.stat)) return CHANGED
    const { nlink } = await stat(file.path, { bigint: true })
    return nlink === 1n ? null : 'it has a second name (a hard link)'
  } finally {
    await folder.close()
  }
}
