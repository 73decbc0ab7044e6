import { chmod, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { errorCode, writeFileAtomic } from '../../platform/files.ts'
import type { Logger } from '../../platform/logger.ts'
import { pin, type Pinned, readPlain } from '../../platform/plain-file.ts'
import { removeName } from '../../platform/remove-name.ts'
import { permissionsOf } from './judge-file.ts'
import { type Permissions, setPermissions } from './permissions.ts'

/** A TPM's state is some hundred KiB. */
const STATE_MAX_BYTES = 16 * 1024 * 1024

/**
 * Gives the files of a folder of ours to a group that may write to them. Hidden ones are not the
 * state: a lock that nobody holds, and what was cut off.
 */
export async function giveFilesOf(folder: Pinned, uid: number, group: number): Promise<void> {
  await forEach(
    folder,
    async (file, isOwn, path) => {
      if (isHidden(path)) return removeOrHide(path)
      if (!isOwn || !file.stat.isFile() || file.stat.nlink !== 1n) return
      await setPermissions(file.path, permissionsOf(file.stat), { group, mode: 0o660 })
    },
    uid,
  )
}

/**
 * Makes a folder in which QEMU's account could make files ours alone again, with all that is in it.
 * What belongs to that account, or has names elsewhere, is copied: to give a file to somebody else
 * takes a privilege. What is no plain file was put there by no program of ours, and is removed. Rejects with Node's error or
 * NotPlain where a file cannot be had; it can then be tried again.
 */
export async function reclaimFolder(
  folder: Pinned,
  before: Permissions,
  { uid, logger }: { readonly uid: number; readonly logger: Logger },
): Promise<void> {
  // From now on nobody else changes anything in it.
  await chmod(folder.path, 0o700)
  await forEach(
    folder,
    async (file, isOwn, path) => {
      const { stat } = file
      if (!stat.isFile()) {
        logger.warn('removed from a folder that QEMU’s account had', { path })
        await removeOrHide(path)
      } else if (isOwn && stat.nlink === 1n) {
        await setPermissions(file.path, permissionsOf(stat), { group: before.group, mode: 0o600 })
      } else if (isHidden(path)) {
        // swtpm's lock.
        await rm(path, { force: true })
      } else {
        const content = await readPlain(path, { maxBytes: STATE_MAX_BYTES })
        await writeFileAtomic(path, content)
      }
    },
    uid,
  )
}

const isHidden = (path: string): boolean => basename(path).startsWith('.')

/** A directory of QEMU's account that is not empty stays, as none of the state (removeName). */
async function removeOrHide(path: string): Promise<void> {
  try {
    await removeName(path)
  } catch (error) {
    if (errorCode(error) !== 'ENOTEMPTY') throw error
    if (!isHidden(path)) await rename(path, join(dirname(path), `.${basename(path)}`))
  }
}

async function forEach(
  folder: Pinned,
  work: (file: Pinned, isOwn: boolean, path: string) => Promise<void>,
  uid: number,
): Promise<void> {
  for (const name of await readdir(folder.path)) {
    const path = `${folder.path}/${name}`
    const file = await pin(path)
    try {
      await work(file, Number(file.stat.uid) === uid, path)
    } finally {
      await file.close()
    }
  }
}
