import { readdir, rm } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { GuestPaths } from '../../platform/paths.ts'

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
    rm(paths.runtimeDir, { recursive: true, force: true }),
    ...overlays.map((path) => rm(path, { force: true })),
  ])
}
