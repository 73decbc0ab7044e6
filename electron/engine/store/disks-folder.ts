import { constants } from 'node:fs'
import { access, lstat, mkdir, readdir, rm, rmdir, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import { errorCode, syncDirectory, writeError } from '../../platform/files.ts'
import type { Paths } from '../../platform/paths.ts'

/*
 * Disks of new guests can be made in a folder of the person's choice, each guest's in a folder of its
 * own there. Such a folder is named after the guest, for people, and ends with the guest's id, by which
 * we know it: nothing is ever deleted in another one, whatever a guest.json that was edited says.
 */

/** Characters of a guest's name in its folder's; with the id they stay below the 255 bytes of a name. */
const NAME_MAX = 40

const UUID_LENGTH = 36

type Named = Pick<GuestConfig, 'id' | 'name'>

/** The folder for the disks of a new guest. `base` is the folder of the person's choice, null: none. */
export const newDisksFolder = (paths: Paths, base: string | null, guest: Named): string =>
  base === null ? paths.guest(guest.id).dir : join(resolve(base), folderName(guest))

/** The folder for a new disk of a guest that is there: where it has others, if that is in `base`. */
export function disksFolderOf(paths: Paths, base: string | null, config: GuestConfig): string {
  const known = base === null ? [] : foldersElsewhere(paths, config)
  return (
    known.find((folder) => dirname(folder) === resolve(base ?? '')) ??
    newDisksFolder(paths, base, config)
  )
}

function folderName({ id, name }: Named): string {
  // What file systems of other systems take, too: a drive may be carried there.
  const plain = name.normalize('NFC').replace(/[^\p{L}\p{M}\p{N}._-]+/gu, '-')
  // Whole characters: half of one is no name.
  const short = Array.from(plain)
    .slice(0, NAME_MAX)
    .join('')
    .replace(/^[-.]+|[-.]+$/g, '')
  return short === '' ? id : `${short}-${id}`
}

/** Whether a folder was made for the disks of the guest. */
export const isDisksFolder = (folder: string, id: string): boolean =>
  basename(folder) === id || basename(folder).endsWith(`-${id}`)

/** The folders outside of the guest's own in which Guesthouse made disks for it. */
export function foldersElsewhere(
  paths: Paths,
  { id, disks }: Pick<GuestConfig, 'id' | 'disks'>,
): string[] {
  const { dir } = paths.guest(id)
  const folders = disks.filter(({ managed }) => managed).map(({ path }) => dirname(path))
  return [...new Set(folders)].filter((folder) => folder !== dir && isDisksFolder(folder, id))
}

/**
 * The folders for disks of the guests with these ids that lie in `base` and beside those of other
 * guests: also of guests whose description is damaged or deleted.
 */
export async function findDisksFolders(
  paths: Paths,
  search: {
    readonly ids: readonly string[]
    readonly base: string | null
    readonly configs: readonly GuestConfig[]
  },
): Promise<{ readonly id: string; readonly folder: string }[]> {
  const beside = search.configs.flatMap((config) => foldersElsewhere(paths, config).map(dirname))
  const bases = new Set([...(search.base === null ? [] : [resolve(search.base)]), ...beside])
  const ids = new Set(search.ids)
  const found = await Promise.all(
    [...bases].map(async (base) => {
      const entries = await readdir(base, { withFileTypes: true }).catch(() => [])
      return entries.flatMap((entry) => {
        const id = entry.name.slice(-UUID_LENGTH)
        const isOne = entry.isDirectory() && ids.has(id) && isDisksFolder(entry.name, id)
        return isOne ? { id, folder: join(base, entry.name) } : []
      })
    }),
  )
  return found.flat()
}

/** Where a file of a guest is made while the guest's folder is not complete (GuestStore.create). */
export const placeToFill = (path: string, dir: string, unfinished: string): string =>
  dirname(path) === dir ? join(unfinished, basename(path)) : path

/**
 * Rejects with DISKS_FOLDER_MISSING, DISKS_FOLDER_NOT_A_FOLDER or DISKS_FOLDER_NOT_WRITABLE where no
 * folder can be made in `path`.
 */
export async function requireFolder(path: string): Promise<void> {
  const found = await stat(path).catch((error: unknown) => {
    const closed = errorCode(error) === 'EACCES'
    const code = closed ? 'DISKS_FOLDER_NOT_WRITABLE' : 'DISKS_FOLDER_MISSING'
    throw new GuesthouseError(code, { path }, error)
  })
  if (!found.isDirectory()) throw new GuesthouseError('DISKS_FOLDER_NOT_A_FOLDER', { path })
  await access(path, constants.W_OK | constants.X_OK).catch((error: unknown) => {
    throw new GuesthouseError('DISKS_FOLDER_NOT_WRITABLE', { path }, error)
  })
}

/**
 * Makes a guest's folder for disks, mode 0700. False where it is there. Rejects like requireFolder, and
 * with NO_SPACE or FILE_WRITE_FAILED.
 */
export async function makeDisksFolder(folder: string): Promise<boolean> {
  const base = dirname(folder)
  await requireFolder(base)
  try {
    await mkdir(folder, { mode: 0o700 })
  } catch (error) {
    if (errorCode(error) === 'EEXIST' && (await isFolder(folder))) return false
    throw writeError(folder, error)
  }
  await syncDirectory(base)
  return true
}

/** Removes a guest's folder for disks with the files in it; what else lies there stays. */
export async function removeDisksFolder(folder: string): Promise<void> {
  if (!(await isFolder(folder))) return
  const entries = await readdir(folder, { withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map(({ name }) => join(folder, name))
  await Promise.all(files.map((path) => rm(path, { force: true })))
  await removeEmptyFolder(folder)
}

export async function removeEmptyFolder(folder: string): Promise<void> {
  try {
    await rmdir(folder)
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(errorCode(error) ?? '')) throw error
    return
  }
  await syncDirectory(dirname(folder))
}

/** False for a link to a folder, which leads into one that was not made for the guest. */
export const isFolder = (path: string): Promise<boolean> =>
  lstat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
