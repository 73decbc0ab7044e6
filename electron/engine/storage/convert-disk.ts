import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { ConvertDisk } from '../../../shared/domain/storage.ts'
import type { GuestHandle } from '../guest/guest-handle.ts'
import { convertImage } from './copy-image.ts'
import { diskOf, imageOf, imageTools, requireOff, withDisk } from './guest-disks.ts'
import { inspectImage } from './inspect-image.ts'
import { pathForDisk } from './path-for-disk.ts'

/**
 * Gives a guest that is off a disk of the same content in another format, in the guest's folder. The
 * file that it had is removed where Guesthouse made it, and stays where it is otherwise. Rejects with
 * DISK_HAS_SNAPSHOTS, and like convertImage.
 */
export async function convertDisk(
  handle: GuestHandle,
  input: ConvertDisk,
): Promise<{ readonly path: string }> {
  requireOff(handle)
  const config = handle.config()
  const disk = diskOf(config, input.disk)
  if (disk.format === input.format) return { path: disk.path }
  const tools = await imageTools(handle)
  const { snapshots } = await inspectImage({ qemuImg: tools.qemuImg, path: disk.path })
  if (snapshots.length > 0) {
    const params = { path: disk.path, count: snapshots.length }
    throw new GuesthouseError('DISK_HAS_SNAPSHOTS', params)
  }
  const path = await pathForDisk(handle.paths, disk.id, input.format)
  await convertImage(tools, imageOf(disk), { path, format: input.format })
  const converted = { ...disk, path, format: input.format, managed: true, backing: [] }
  try {
    await handle.writeConfig(withDisk(config, converted))
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
  if (disk.managed && dirname(disk.path) === handle.paths.dir) await rm(disk.path, { force: true })
  return { path }
}
