import { stat } from 'node:fs/promises'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { GuestHandle } from '../guest/guest-handle.ts'
import { convertImage } from './copy-image.ts'
import { diskOf, imageOf, imageTools, requireOff } from './guest-disks.ts'
import { inspectImage } from './inspect-image.ts'

/**
 * Writes a disk anew without what is empty in it: afterwards it takes the space of its content.
 * Snapshots inside it would not survive that, so a disk with some is refused with
 * DISK_HAS_SNAPSHOTS. Rejects with DISK_NOT_CHANGEABLE, SPACE_NEEDED (both exist for a while), and
 * what convertImage says; the disk is then as it was. Answers the bytes taken before and after.
 */
export async function compactDisk(
  handle: GuestHandle,
  input: { readonly disk: string },
): Promise<{ readonly beforeBytes: number; readonly afterBytes: number }> {
  requireOff(handle)
  const disk = diskOf(handle.config(), input.disk)
  const { path, format } = disk
  const refused = (reason: string) => new GuesthouseError('DISK_NOT_CHANGEABLE', { path, reason })
  if (disk.readOnly) throw refused('it is read-only')
  const tools = await imageTools(handle)
  const { snapshots } = await inspectImage({ qemuImg: tools.qemuImg, path })
  if (snapshots.length > 0) {
    throw new GuesthouseError('DISK_HAS_SNAPSHOTS', { path, count: snapshots.length })
  }
  const beforeBytes = await allocated(path)
  await convertImage(tools, imageOf(disk), { path, format, keepBacking: true, replace: true })
  return { beforeBytes, afterBytes: await allocated(path) }
}

const allocated = async (path: string): Promise<number> => (await stat(path)).blocks * 512
