import type { ExportDisk } from '../../../shared/domain/storage.ts'
import type { GuestHandle } from '../guest/guest-handle.ts'
import { convertImage } from './copy-image.ts'
import { diskOf, imageOf, imageTools, requireOff } from './guest-disks.ts'

/**
 * Writes a disk's content, with all that it builds on, to a file that is not there yet. Rejects like
 * convertImage.
 */
export async function exportDisk(handle: GuestHandle, input: ExportDisk): Promise<void> {
  requireOff(handle)
  const image = imageOf(diskOf(handle.config(), input.disk))
  const { path, format } = input
  await convertImage(await imageTools(handle), image, { path, format })
}
