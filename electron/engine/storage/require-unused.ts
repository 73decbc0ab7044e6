import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { findDiskHolder } from './find-disk-holder.ts'

/** Rejects with DISK_IN_USE, and who it is, where another process holds the image. */
export async function requireUnused(
  path: string,
  use: { readonly writable: boolean },
): Promise<void> {
  const holder = await findDiskHolder(path, use)
  if (holder !== null) throw new GuesthouseError('DISK_IN_USE', { path, holder })
}
