import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { StartOptions } from '../api.ts'
import type { Guest } from '../guest/guest.ts'
import { planRestore } from './restore.ts'

/**
 * Starts a guest from its firmware or, where it is saved, lets it go on. A saved guest cannot go on
 * as a disposable one: rejects with GUEST_SAVED.
 */
export async function startOrRestore(guest: Guest, options: StartOptions = {}): Promise<void> {
  const { disposable = false } = options
  if (guest.state !== 'saved') {
    return guest.startWith(async (handle) => ({ config: handle.config(), disposable }))
  }
  if (disposable) throw new GuesthouseError('GUEST_SAVED')
  await guest.startWith(planRestore, 'restore')
}
