import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { StartOptions } from '../api.ts'
import type { Guest } from '../guest/guest.ts'
import { planRestore } from './restore.ts'

/**
 * Starts a guest from its firmware or, where it is saved, lets it go on. A saved guest cannot go on
 * as a disposable one: rejects with GUEST_SAVED.
 */
export async function startOrRestore(guest: Guest, options: StartOptions = {}): Promise<void> {
  if (guest.state !== 'saved') return guest.start(options)
  if (options.disposable === true) throw new GuesthouseError('GUEST_SAVED')
  await guest.startWith(planRestore, 'restore')
}
