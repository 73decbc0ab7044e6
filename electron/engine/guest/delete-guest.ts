import { rm, stat } from 'node:fs/promises'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { Logger } from '../../platform/logger.ts'
import type { DeletionPreview } from '../api.ts'
import { requireNoImageBuiltOn } from '../storage/broken-dependants.ts'
import type { GuestStore } from '../store/guest-store.ts'
import type { GuestList } from './guest-list.ts'

export interface DeletionContext {
  readonly store: GuestStore
  readonly guests: GuestList
  readonly logger: Logger
  /** Where images of guests lie whose file is damaged. */
  readonly brokenFolders: () => Promise<string[]>
  /** Throws GUEST_BUILT_ON. */
  readonly requireNoneBuiltOn: (config: GuestConfig) => void
}

/** What a deletion would remove, with the bytes that it takes on disk, and what it would leave. */
export async function previewDeletion(
  { store, guests }: DeletionContext,
  id: string,
): Promise<DeletionPreview> {
  const { owned, foreign } = await store.ownedDisks(guests.get(id).config, guests.disksBeside(id))
  const managedDisks = await Promise.all(
    owned.map(async ({ path }) => ({ path, bytes: await spaceTaken(path) })),
  )
  return { managedDisks, foreignFiles: foreign }
}

/** Rejects with GUEST_BUILT_ON, or as GuestStore.remove does; the guest is then there as before. */
export async function deleteGuest(
  { store, guests, logger, brokenFolders, requireNoneBuiltOn }: DeletionContext,
  id: string,
  { deleteDisks }: { readonly deleteDisks: boolean },
): Promise<void> {
  const guest = guests.get(id)
  await guest.delete(async () => {
    const { config, paths } = guest
    if (deleteDisks) {
      await requireNoImageBuiltOn(config, await brokenFolders())
      requireNoneBuiltOn(config)
    }
    await store.remove(config, { deleteDisks, keep: guests.disksBeside(id) })
    await rm(paths.stateDir, { recursive: true, force: true }).catch((error: unknown) =>
      logger.warn('logs left behind', { error }),
    )
  })
  guests.remove(id)
}

/** Bytes that a file takes on disk (blocks of 512, stat(2)); 0 where it is gone. */
const spaceTaken = (path: string): Promise<number> =>
  stat(path).then(
    ({ blocks }) => blocks * 512,
    () => 0,
  )
