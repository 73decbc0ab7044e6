import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { ConvertDisk } from '../../../shared/domain/storage.ts'
import type { GuestHandle } from '../guest/guest-handle.ts'
import { isDisksFolder } from '../store/disks-folder.ts'
import { convertImage } from './copy-image.ts'
import { diskOf, imageOf, imageTools, requireOff, withDisk } from './guest-disks.ts'
import { inDisksFolder } from './in-disks-folder.ts'
import { inspectImage } from './inspect-image.ts'
import { pathForDisk } from './path-for-disk.ts'

/**
 * Gives a guest that is off a disk of the same content in another format: beside the file that it had
 * where Guesthouse made that, which is then removed, and where new disks are made otherwise. Rejects
 * with DISK_HAS_SNAPSHOTS, and like makeDisksFolder and convertImage.
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
  const folder = dirname(disk.path)
  const isOurs = disk.managed && (folder === handle.paths.dir || isDisksFolder(folder, config.id))
  const convertIn = async (target: string): Promise<{ readonly path: string }> => {
    const path = await pathForDisk(target, disk.id, input.format)
    await convertImage(tools, imageOf(disk), { path, format: input.format })
    const converted = { ...disk, path, format: input.format, managed: true, backing: [] }
    try {
      await handle.writeConfig(withDisk(config, converted))
    } catch (error) {
      await rm(path, { force: true })
      throw error
    }
    return { path }
  }
  if (!isOurs) return inDisksFolder(handle, convertIn)
  const made = await convertIn(folder)
  await rm(disk.path, { force: true })
  return made
}
