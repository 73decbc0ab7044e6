import type { BigIntStats } from 'node:fs'
import { readlink } from 'node:fs/promises'
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

/** The engine's own identity. */
export interface Self {
  readonly uid: number
  readonly groups: readonly number[]
}

export const self = (): Self => ({
  uid: process.getuid?.() ?? -1,
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
    const { stat } = pinned
    // First, so that nobody learns what there is elsewhere.
    const real = await readlink(pinned.path)
    if (!isAllowed(real, allowed)) throw new GuesthouseError('FILE_NOT_ALLOWED', { path })
    const isOurs = Number(stat.uid) === who.uid
    const reason = whyUnsafe(stat, file, { isOurs, groups: who.groups })
    if (reason !== null) throw new GuesthouseError('FILE_UNSAFE', { path, reason })
    return { ...file, pinned, real, isOurs }
  } catch (error) {
    await pinned.close()
    throw error
  }
}

/** Why a file is not given to anybody; null where it can be. Pure. */
export function whyUnsafe(
  stat: BigIntStats,
  { access }: Pick<RunFile, 'access'>,
  { isOurs, groups }: { readonly isOurs: boolean; readonly groups: readonly number[] },
): string | null {
  if (stat.isSymbolicLink()) return 'it is a symbolic link'
  if (access === 'state') {
    if (!stat.isDirectory()) return 'it is no folder'
    if (!isOurs) return 'it belongs to another account'
  } else if (!stat.isFile()) return 'it is no regular file'
  if (!isOurs) return null
  // The other name may be anywhere, and would get the same permissions.
  if (stat.isFile() && stat.nlink !== 1n) return 'it has a second name (a hard link), or none'
  if (!groups.includes(Number(stat.gid))) return 'its group could not be given back'
  return null
}
