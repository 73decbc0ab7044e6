import { rm } from 'node:fs/promises'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { DiskConfig, GuestConfig } from '../../../shared/domain/guest-config.ts'
import { diskSchema } from '../../../shared/domain/config/storage.ts'
import type { CreateDisk } from '../../../shared/domain/storage.ts'
import type { GuestHandle } from '../guest/guest-handle.ts'
import type { ImageFile } from './backing-chain.ts'
import { createQcow2 } from './create-qcow2.ts'
import { freeDiskId, imageTools } from './guest-disks.ts'
import { inDisksFolder } from './in-disks-folder.ts'
import { pathForDisk } from './path-for-disk.ts'

/** One guest has no more disks than that (diskSchema's list). */
const DISKS_MAX = 16

/** Throws INVALID_INPUT. */
export function requireRoomForDisk({ disks }: GuestConfig): void {
  if (disks.length < DISKS_MAX) return
  throw new GuesthouseError('INVALID_INPUT', { reason: `more than ${DISKS_MAX} disks` })
}

/** A disk of the guest, on the bus that it has a driver for: that of its first disk. */
export function describeDisk(
  config: GuestConfig,
  id: string,
  { path, format, backing, managed }: ImageFile & { readonly managed: boolean },
): DiskConfig {
  const bus = config.disks[0]?.bus
  return diskSchema.parse({
    ...{ id, path, format, readOnly: false, managed, backing },
    ...(bus === undefined ? {} : { bus }),
  })
}

/**
 * Gives a guest an empty disk; one that runs has it after its next start. Rejects with
 * INVALID_INPUT, or what makeDisksFolder and createQcow2 say, and leaves nothing behind.
 */
export async function addNewDisk(handle: GuestHandle, input: CreateDisk): Promise<{ id: string }> {
  requireRoomForDisk(handle.config())
  return inDisksFolder(handle, (folder) => addNewDiskIn(folder, handle, input))
}

async function addNewDiskIn(
  folder: string,
  handle: GuestHandle,
  { sizeBytes }: CreateDisk,
): Promise<{ id: string }> {
  const config = handle.config()
  const { qemuImg } = await imageTools(handle)
  const id = freeDiskId(config)
  const path = await pathForDisk(folder, id, 'qcow2')
  await createQcow2({ qemuImg, path, sizeBytes, signal: handle.job.signal })
  const disk = describeDisk(config, id, { path, format: 'qcow2', backing: [], managed: true })
  try {
    await handle.writeConfig({ ...config, disks: [...config.disks, disk] })
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
  return { id }
}
