import type { GuestState, GuestView } from '../../../shared/domain/guest.ts'
import type { JournalEntry } from '../../../shared/domain/journal.ts'
import type { Reason } from './worth-telling.ts'

/**
 * What a notification lets the person do besides looking. Taking back is offered only where nothing
 * is lost by it and all is again as it was: a machine that was saved is resumed. What a snapshot, a
 * clone or an import has made would have to be deleted, and a change of a disk cannot be undone.
 */
export type Offer =
  | {
      readonly kind: 'start' | 'resume'
      readonly guest: string
      /** The state that it is offered for, and since when the machine has it (ms since the epoch). */
      readonly state: GuestState
      readonly since: number
    }
  /** `file` was written for the person. */
  | { readonly kind: 'reveal'; readonly file: string }
  | { readonly kind: 'details' }

/** `guest` is what the entry is about; undefined where there is none. Pure. */
export function offersOf(
  { what }: Pick<JournalEntry, 'what'>,
  reason: Reason,
  guest: GuestView | undefined,
): Offer[] {
  const start = (kind: 'start' | 'resume', state: GuestState): Offer[] => {
    if (guest?.state !== state || guest.config?.template === true) return []
    return [{ kind, guest: guest.id, state, since: guest.since }]
  }
  switch (reason) {
    case 'crashed':
      return start('start', 'crashed')
    case 'shut-itself-down':
      return start('start', 'stopped')
    case 'job-failed':
    case 'failed':
      return [{ kind: 'details' }]
    case 'job-done':
      if (what.kind !== 'job') return []
      if (what.job === 'save') return start('resume', 'saved')
      return what.file === undefined ? [] : [{ kind: 'reveal', file: what.file }]
  }
}

/** Whether a machine is still as it was when the offer was made. Pure. */
export const holds = (offer: Offer, guest: GuestView | undefined): boolean =>
  (offer.kind !== 'start' && offer.kind !== 'resume') ||
  (guest?.id === offer.guest && guest.state === offer.state && guest.since === offer.since)
