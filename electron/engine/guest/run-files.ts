import { rm } from 'node:fs/promises'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { GuestPaths } from '../../platform/paths.ts'

/** What a disposable run writes instead of the guest's images, by the device's id. */
export const overlayIds = (config: GuestConfig): string[] => [
  ...config.disks.filter(({ readOnly }) => !readOnly).map(({ id }) => id),
  ...(config.firmware.kind === 'uefi' ? ['nvram'] : []),
]

/** Removes what belongs to one run alone: its sockets and record, and a disposable run's overlays. */
export async function removeRunFiles(paths: GuestPaths, config: GuestConfig): Promise<void> {
  const overlays = overlayIds(config).map((id) => paths.overlay(id))
  await Promise.all([
    rm(paths.runtimeDir, { recursive: true, force: true }),
    ...overlays.map((path) => rm(path, { force: true })),
  ])
}
