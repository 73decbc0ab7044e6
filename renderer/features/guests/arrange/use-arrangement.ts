import { useEffect } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { type GuestsState, useGuests } from '../../../stores/guests-store.ts'
import { keep, type KeptState, useKept } from '../../../stores/kept-store.ts'
import { selectSearch, useView } from '../../../stores/view-store.ts'
import { addressesNow, askForAddresses, useAddresses } from './addresses.ts'
import { type Arrangement, arrange, type ArrangeOptions, sameArrangement } from './arrangement.ts'

interface Remembered {
  readonly byId: GuestsState['byId']
  readonly options: ArrangeOptions
  readonly arrangement: Arrangement
}

let last: Remembered | null = null

const sameOptions = (a: ArrangeOptions, b: ArrangeOptions): boolean =>
  a.search === b.search && a.sort === b.sort && a.folded === b.folded && a.addresses === b.addresses

/**
 * The sidebar and the overview ask for the same one, so it is made once for each change; and it
 * stays the same object where the change moved nothing, so that neither is rendered anew.
 */
function remembered(state: GuestsState, options: ArrangeOptions): Arrangement {
  if (last !== null && last.byId === state.byId && sameOptions(last.options, options)) {
    return last.arrangement
  }
  const made = arrange(state, options)
  const arrangement =
    last !== null && sameArrangement(last.arrangement, made) ? last.arrangement : made
  last = { byId: state.byId, options, arrangement }
  return arrangement
}

const selectArranging = ({ sort, foldedGroups }: KeptState) => ({ sort, folded: foldedGroups })

/** The guests as they are searched, sorted, grouped and folded now. */
export function useArrangement(): Arrangement {
  const search = useView(selectSearch)
  const arranging = useKept(useShallow(selectArranging))
  const addresses = useAddresses()
  useEffect(() => askForAddresses(search), [search])
  return useGuests((state) => remembered(state, { ...arranging, search, addresses }))
}

/** The same without React, of this moment. */
export function arrangementNow(): Arrangement {
  const { sort, foldedGroups: folded } = useKept.getState()
  const { search } = useView.getState()
  return remembered(useGuests.getState(), { sort, folded, search, addresses: addressesNow() })
}

/** Folds a section away, or back. */
export function toggleFolded(key: string): void {
  const { foldedGroups } = useKept.getState()
  const others = foldedGroups.filter((other) => other !== key)
  keep({ foldedGroups: others.length < foldedGroups.length ? others : [...others, key] })
}
