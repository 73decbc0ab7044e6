import { stat } from 'node:fs/promises'
import type { DiskConfig } from '../../../shared/domain/guest-config.ts'

const SECTOR = 512

/**
 * Whether QEMU may read these files through io_uring. A file that ends within a sector is read past
 * its end; from that QEMU 7.2 never comes back, and the guest hangs with all of QEMU. (With threads
 * the rest of the sector is zeros. Measured; luring_resubmit_short_read in io_uring.c.) Rejects with
 * Node's error where a file cannot be looked at.
 */
export async function ioUringFits(disk: Pick<DiskConfig, 'path' | 'backing'>): Promise<boolean> {
  const paths = [disk, ...disk.backing].map(({ path }) => path)
  const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size))
  return sizes.every((size) => size % SECTOR === 0)
}
