import type { CreateDisk, ImportDisk } from '../../../../shared/domain/storage.ts'
import type { GuestConfig } from '../../../../shared/domain/guest-config.ts'
import { call } from '../../../ipc/call.ts'
import { useGuests } from '../../../stores/guests-store.ts'
import { applyNow } from '../configure.ts'

export type AddDisk =
  | { readonly kind: 'new'; readonly input: CreateDisk }
  | { readonly kind: 'existing'; readonly input: ImportDisk }

/** The guest's description once main has told of the disk; null where the guest is gone by then. */
function configWith(id: string, disk: string): Promise<GuestConfig | null> {
  const look = (): GuestConfig | null | undefined => {
    const guest = useGuests.getState().byId[id]
    if (guest === undefined) return null
    return guest.config?.disks.some((other) => other.id === disk) === true
      ? guest.config
      : undefined
  }
  const found = look()
  if (found !== undefined) return Promise.resolve(found)
  return new Promise((resolve) => {
    const end = useGuests.subscribe(() => {
      const now = look()
      if (now === undefined) return
      end()
      resolve(now)
    })
  })
}

/**
 * Gives the guest a disk; one that runs gets it now, where its bus allows that. Resolves with the
 * disk's id. Rejects with CallError where there is no disk; what then keeps it from a guest that
 * runs is told on the page.
 */
export async function addDisk(id: string, { kind, input }: AddDisk): Promise<string> {
  const disk =
    kind === 'new'
      ? await call('storage.create', { id, ...input })
      : await call('storage.import', { id, ...input })
  const config = await configWith(id, disk.id)
  const runs = (useGuests.getState().byId[id]?.runtime ?? null) !== null
  // The same description once more: what of it can hold now, does.
  if (config !== null && runs) await applyNow(id, (now) => now)
  return disk.id
}
