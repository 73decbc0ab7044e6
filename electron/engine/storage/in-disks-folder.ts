import type { GuestHandle } from '../guest/guest-handle.ts'
import { disksFolderOf, makeDisksFolder, removeEmptyFolder } from '../store/disks-folder.ts'

/**
 * Makes a disk for a guest that is there: in the folder of the person's choice, else in the guest's
 * own. Rejects like makeDisksFolder and `make`; a folder that was made for it is then gone again.
 */
export async function inDisksFolder<T>(
  handle: GuestHandle,
  make: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = disksFolderOf(handle.allPaths, handle.disksFolder(), handle.config())
  const made = folder !== handle.paths.dir && (await makeDisksFolder(folder))
  try {
    return await make(folder)
  } catch (error) {
    if (made) await removeEmptyFolder(folder).catch(() => {})
    throw error
  }
}
