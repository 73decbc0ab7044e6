import { randomBytes } from 'node:crypto'
import { chmod, link, open, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { errorCode, syncDirectory, writeError } from '../../platform/files.ts'

/** How the name of an image that is being made ends; a crash may leave one. */
export const UNFINISHED_IMAGE = '.part'

const beingMade = new Set<string>()

/** Whether an operation of ours is at work on it, unlike on what a crash has left. */
export const isBeingMade = (path: string): boolean => beingMade.has(path)

/** File systems without hard links. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK', 'ENOSYS'])

const temporaryFor = (path: string): string =>
  join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}${UNFINISHED_IMAGE}`)

/**
 * Makes a file that is there whole or not at all: `fill` makes it under another name, then it is
 * synced and gets its own. Rejects with DISK_EXISTS, and leaves that file alone, or with what `fill`
 * met; nothing is left behind.
 */
export async function makeImage(
  path: string,
  fill: (temporary: string) => Promise<void>,
): Promise<void> {
  if (await exists(path)) throw new GuesthouseError('DISK_EXISTS', { path })
  await fillTemporary(path, fill, async (temporary) => {
    try {
      // Unlike rename this never replaces what somebody else put there meanwhile.
      await link(temporary, path)
      await rm(temporary)
    } catch (error) {
      if (errorCode(error) === 'EEXIST') throw new GuesthouseError('DISK_EXISTS', { path })
      if (!NO_LINKS.has(errorCode(error) ?? '')) throw error
      await rename(temporary, path)
    }
  })
}

/**
 * Replaces an image by one that `fill` makes: after a crash either is there. Rejects with
 * DISK_NOT_CHANGEABLE where the file is another user's or has a second name (a hard link), because
 * a new file would not be the same to them.
 */
export async function replaceImage(
  path: string,
  fill: (temporary: string) => Promise<void>,
): Promise<void> {
  // A symbolic link stays one.
  const real = await realpath(path)
  const { uid, nlink, mode } = await stat(real)
  const refused = (reason: string) => new GuesthouseError('DISK_NOT_CHANGEABLE', { path, reason })
  if (uid !== process.getuid?.()) throw refused('it belongs to another user')
  if (nlink > 1) throw refused('the file has a second name')
  await fillTemporary(real, fill, async (temporary) => {
    await chmod(temporary, mode & 0o7777)
    await rename(temporary, real)
  })
}

async function fillTemporary(
  path: string,
  fill: (temporary: string) => Promise<void>,
  finish: (temporary: string) => Promise<void>,
): Promise<void> {
  const temporary = temporaryFor(path)
  beingMade.add(temporary)
  try {
    // Taken first, so that it is closed to others whoever fills it.
    await (await open(temporary, 'wx', 0o600)).close()
    await fill(temporary)
    // A shared copy has taken over its source's.
    await closeToOthers(temporary)
    await syncFile(temporary)
    await finish(temporary)
    await syncDirectory(dirname(path))
  } catch (error) {
    await rm(temporary, { force: true })
    if (errorCode(error) === undefined) throw error
    throw writeError(path, error)
  } finally {
    beingMade.delete(temporary)
  }
}

/** FAT has no modes, and refuses those that it cannot show (fat_setattr in the kernel): a USB drive. */
async function closeToOthers(path: string): Promise<void> {
  await chmod(path, 0o600).catch((error: unknown) => {
    if (errorCode(error) !== 'EPERM') throw error
  })
}

export async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )
