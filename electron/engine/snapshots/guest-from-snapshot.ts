import { basename, join } from 'node:path'
import { withDescription } from '../../../shared/domain/describe.ts'
import type { DiskConfig } from '../../../shared/domain/guest-config.ts'
import { diskFile } from '../../platform/paths.ts'
import type { GuestHandle } from '../guest/guest-handle.ts'
import { newGuestId } from '../guest/new-guest.ts'
import { clonedConfig } from '../storage/clone-config.ts'
import { copyNvramOrigin, type PlannedGuest } from '../storage/clone-guest.ts'
import { convertImage } from '../storage/copy-image.ts'
import { imageTools, requireOff } from '../storage/guest-disks.ts'
import { partOfJob } from '../storage/image-job.ts'
import { copyTpmState } from '../storage/tpm-state.ts'
import { newDisksFolder, placeToFill } from '../store/disks-folder.ts'
import { findSnapshot, requireComplete } from './revert-snapshot.ts'
import { snapshotImages } from './snapshot-images.ts'

/**
 * A new guest with the hardware and the disks of a snapshot of a guest that is off, and with its
 * variables of UEFI and its TPM's state. It starts from its firmware: the memory belongs to the
 * addresses and ids of the old one. Rejects like revertSnapshot; `fill` like convertImage.
 */
export async function planFromSnapshot(
  handle: GuestHandle,
  input: { readonly snapshot: string; readonly name: string },
): Promise<PlannedGuest> {
  requireOff(handle)
  const snapshot = await findSnapshot(handle, input.snapshot)
  await requireComplete(handle, snapshot)
  const id = newGuestId()
  const target = handle.allPaths.guest(id)
  const folder = newDisksFolder(handle.allPaths, handle.disksFolder(), { id, name: input.name })
  const images = snapshotImages(snapshot, handle.paths)
  const tools = await imageTools(handle)
  const disks = snapshot.config.disks.map((disk): DiskConfig => {
    if (disk.readOnly) return { ...disk, managed: false }
    const path = diskFile(folder, disk.id)
    return { ...disk, path, format: 'qcow2', managed: true, backing: [] }
  })
  const places = new Map(snapshot.config.disks.map(({ path }, i) => [path, disks[i]?.path]))
  return {
    config: {
      ...clonedConfig(withDescription(snapshot.config, handle.config()), {
        id,
        name: input.name,
        now: Date.now(),
      }),
      disks,
    },
    fill: async (directory) => {
      for (const [index, image] of images.entries()) {
        const place = places.get(image.path) ?? target.nvram
        const path = placeToFill(place, target.dir, directory)
        const part = { ...tools, job: partOfJob(tools.job, index, images.length) }
        await convertImage(part, image, { path, format: 'qcow2', snapshot: snapshot.id })
      }
      if (snapshot.nvram) await copyNvramOrigin(handle.paths, target, directory)
      if (!snapshot.tpm) return
      const copy = handle.paths.snapshotTpmDir(snapshot.id)
      await copyTpmState(copy, join(directory, basename(target.tpmDir)))
    },
  }
}
