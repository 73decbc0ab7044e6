import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'

/** Characters of a name that an error repeats; it may be anything that was typed. */
const QUOTED_MAX = 128
/** Ids that an error lists; more are of no help. */
const MOST_IDS = 4

/**
 * The guest of that id or name. Where none has exactly that name, upper and lower case are one.
 * Throws NO_SUCH_MACHINE or NAME_NOT_UNIQUE. Pure.
 */
export function findGuest(guests: readonly GuestView[], wanted: string): GuestView {
  const name = wanted.trim()
  const alike = (view: GuestView): boolean =>
    view.name.localeCompare(name, undefined, { sensitivity: 'accent' }) === 0
  const byId = guests.filter(({ id }) => id === name.toLowerCase())
  const exact = guests.filter((view) => view.name === name)
  const found = [byId, exact, guests.filter(alike)].find(({ length }) => length > 0) ?? []
  const [guest, ...others] = found
  const quoted = Array.from(name).slice(0, QUOTED_MAX).join('')
  if (guest === undefined) throw new GuesthouseError('NO_SUCH_MACHINE', { name: quoted })
  if (others.length > 0) {
    const ids = found.slice(0, MOST_IDS).map(({ id }) => id)
    const params = { name: quoted, count: found.length, ids: ids.join(', ') }
    throw new GuesthouseError('NAME_NOT_UNIQUE', params)
  }
  return guest
}
