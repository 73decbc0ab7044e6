import type { GuestView } from '../../shared/domain/guest.ts'

/** A saved guest goes on; any other starts. */
export const startWord = ({ state }: GuestView): 'action.resume' | 'action.start' =>
  state === 'saved' ? 'action.resume' : 'action.start'
