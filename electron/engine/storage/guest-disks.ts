import { GuesthouseError } from '../../../shared/domain/errors.ts'
import {
  deviceLists,
  type DiskConfig,
  type GuestConfig,
} from '../../../shared/domain/guest-config.ts'
import { findQemuImg } from '../capabilities/index.ts'
import type { GuestHandle } from '../guest/guest-handle.ts'
import type { ImageFile } from './backing-chain.ts'
import type { ImageTools } from './copy-image.ts'

/** Rejects with DISK_NOT_FOUND. */
export function diskOf(config: GuestConfig, id: string): DiskConfig {
  const disk = config.disks.find((candidate) => candidate.id === id)
  if (disk === undefined) throw new GuesthouseError('DISK_NOT_FOUND', { disk: id })
  return disk
}

export const imageOf = ({ path, format, backing }: DiskConfig): ImageFile => ({
  ...{ path, format, backing },
})

export function withDisk(config: GuestConfig, disk: DiskConfig): GuestConfig {
  return { ...config, disks: config.disks.map((other) => (other.id === disk.id ? disk : other)) }
}

/** The first of disk0, disk1 … that no device of the guest has. */
export function freeDiskId(config: GuestConfig): string {
  const taken = new Set(deviceLists.flatMap((list) => config[list].map(({ id }) => id)))
  let number = 0
  while (taken.has(`disk${number}`)) number++
  return `disk${number}`
}

/** Throws GUEST_WRONG_STATE while a QEMU has the guest's disks. */
export function requireOff(handle: GuestHandle): void {
  if (handle.run() !== null) throw new GuesthouseError('GUEST_WRONG_STATE', { state: 'running' })
}

export async function imageTools({ env, job }: GuestHandle): Promise<ImageTools> {
  return { qemuImg: await findQemuImg(env), job }
}
