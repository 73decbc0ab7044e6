import { useShallow } from 'zustand/react/shallow'
import { isAllowed, type OfferedAction } from '../../../actions/guest-commands.ts'
import { useGuests } from '../../../stores/guests-store.ts'

/** What is offered for many guests at once. */
export const manyActions = [
  'start',
  'save',
  'shutdown',
  'power-off',
  'describe',
  'delete',
] as const satisfies readonly OfferedAction[]
export type OfferedMany = (typeof manyActions)[number]

/** Of what is offered, what at least one of those guests would let. */
export const useOffer = (ids: readonly string[]): readonly OfferedMany[] =>
  useGuests(
    useShallow(({ byId }) =>
      manyActions.filter((action) =>
        ids.some((id) => {
          const guest = byId[id]
          return guest !== undefined && isAllowed(guest, action)
        }),
      ),
    ),
  )
