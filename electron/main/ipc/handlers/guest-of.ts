import { GuesthouseError } from '../../../../shared/domain/errors.ts'
import type { GuestView } from '../../../../shared/domain/guest.ts'
import type { Connection } from '../../../connections/connection.ts'

/** A guest as it is now. Throws GUEST_NOT_FOUND. */
export function guestOf(connection: Connection, id: string): GuestView {
  const guest = connection.list().find((listed) => listed.id === id)
  if (guest === undefined) throw new GuesthouseError('GUEST_NOT_FOUND')
  return guest
}
