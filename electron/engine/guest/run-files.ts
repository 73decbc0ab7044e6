import { readdir, rm, rmdir } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import { errorCode } from '../../platform/files.ts'
import type { GuestPaths } from '../../platform/paths.ts'
import { removeName } from '../../platform/remove-name.ts'

/** What a disposable run writes instead of the guest's images, by the device's id. */
export const overlayIds = (config: GuestConfig): string[] => [
  ...config.disks.filter(({ readOnly }) => !readOnly).map(({ id }) => id),
  ...(config.firmware.kind === 'uefi' ? ['nvram'] : []),
]

/**
 * Removes what belongs to one run alone: its sockets and record, and a disposable run's overlays,
 * those of disks too that the guest does not have any more. A disk that is named like one stays.
 */
export async function removeRunFiles(
  paths: GuestPaths,
  ...configs: readonly GuestConfig[]
): Promise<void> {
  const disks = configs.flatMap((config) => config.disks)
  const backing = disks.flatMap((disk) => disk.backing)
  const images = new Set([...disks, ...backing].map(({ path }) => path))
  const names = await readdir(paths.dir).catch(() => [])
  const overlays = names
    .filter((name) => name.endsWith(extname(paths.overlay('disk'))))
    .map((name) => join(paths.dir, name))
    .filter((path) => !images.has(path))
  await Promise.all([
    removeRuntimeDirectory(paths.runtimeDir),
    ...overlays.map((path) => rm(path, { force: true })),
  ])
}

/** QEMU's account may have put anything there. What cannot be removed keeps nothing else. */
async function removeRuntimeDirectory(path: string): Promise<void> {
  try {
    const names = await readdir(path)
    const removed = await Promise.allSettled(names.map((name) => removeName(join(path, name))))
    for (const one of removed) {
      if (one.status === 'rejected' && errorCode(one.reason) !== 'ENOENT') throw one.reason
    }
    await rmdir(path)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
  }
}
