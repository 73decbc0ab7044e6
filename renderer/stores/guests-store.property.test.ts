import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { GuestState, GuestView } from '../../shared/domain/guest.ts'
import type { TopicChange } from '../../shared/ipc/contract.ts'
import { sampleGuest, sampleId } from '../dev/samples.ts'
import { withChange, withSnapshot } from './guests-store.ts'

/** Few numbers and names, so that changes meet the same guest and names collide. */
const number = fc.integer({ min: 1, max: 8 })
const name = fc.constantFrom('vm 2', 'vm 10', 'VM 2', 'a', 'ä', 'zoo')
const state = fc.constantFrom<GuestState[]>('running', 'stopped', 'paused')
const guest = fc
  .tuple(number, name, state)
  .map(([index, called, now]): GuestView => sampleGuest(index, called, now))
const change = fc.oneof(
  guest.map((put): TopicChange<'guests'> => ({ type: 'put', guest: put })),
  number.map((index): TopicChange<'guests'> => ({ type: 'removed', id: sampleId(index) })),
)

describe('changes of the mirror', () => {
  it('leave it as a snapshot of the same guests would', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(guest, { selector: ({ id }) => id }),
        fc.array(change, { maxLength: 30 }),
        (first, changes) => {
          const changed = changes.reduce(withChange, withSnapshot(first))
          expect(changed).toEqual(withSnapshot(Object.values(changed.byId)))
        },
      ),
    )
  })
})
