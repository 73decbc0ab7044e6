import { create } from 'zustand'
import { call } from '../../../ipc/call.ts'
import { useGuests } from '../../../stores/guests-store.ts'
import { looksLikeAddress, wordsOf } from './search-text.ts'

/** Where running guests are reached, as last asked: by id. Only a search for an address asks. */
const useKnown = create<Readonly<Record<string, readonly string[]>>>()(() => ({}))

const AT_ONCE = 4
let asking = false
/** Whether the search that is typed now has asked already. */
let asked = false

export const useAddresses = (): Readonly<Record<string, readonly string[]>> => useKnown()
export const addressesNow = useKnown.getState

/** Asks running guests for their addresses when a search begins to look like one. */
export function askForAddresses(search: string): void {
  const wanted = wordsOf(search).some(looksLikeAddress)
  if (wanted && !asked && !asking) void askAll()
  asked = wanted
}

async function askAll(): Promise<void> {
  asking = true
  const { byId, order } = useGuests.getState()
  const running = order.filter((id) => byId[id]?.runtime !== null)
  const found = new Map<string, readonly string[]>()
  const ask = async (): Promise<void> => {
    for (let id = running.shift(); id !== undefined; id = running.shift()) {
      // A guest that stopped meanwhile or has no agent has no address to be found by.
      const addresses = await call('guests.addresses', { id }).catch(() => [])
      found.set(
        id,
        addresses.map(({ address }) => address),
      )
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, ask))
  useKnown.setState(Object.fromEntries(found), true)
  asking = false
}
