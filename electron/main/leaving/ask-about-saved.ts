import type { GuestState } from '../../../shared/domain/guest.ts'
import type { LeavingView } from '../../../shared/domain/leaving.ts'
import type { WindowRequest } from '../../../shared/domain/window-requests.ts'
import type { Connection, GuestChange } from '../../connections/connection.ts'
import type { SavedGuests } from './saved-guests.ts'

export interface AskedAfter {
  /** To be told how far leaving is: who is saved so is noted before it is. */
  told(view: LeavingView | null): void
  /** Has `ask` ask the person whether those that were saved so go on, where there are any. */
  ask(ask: (request: WindowRequest) => void): void
  /** The person has answered. */
  forget(): void
  close(): void
}

interface Options {
  readonly connection: Pick<Connection, 'list' | 'onChange'>
  readonly saved: SavedGuests
}

/**
 * Keeps in mind which machines were saved because their user left, so that the user is asked about
 * them at the next start. One that goes on, or whose state is thrown away, is no longer asked about.
 */
export function askAboutSaved({ connection, saved }: Options): AskedAfter {
  const states = new Map<string, GuestState>()
  for (const { id, state } of connection.list()) states.set(id, state)
  // What an earlier app noted and did not bring to an end, or somebody has resumed since.
  for (const id of saved.list()) if (states.get(id) !== 'saved') saved.remove(id)

  const onGuest = (change: GuestChange): void => {
    const id = change.type === 'put' ? change.guest.id : change.id
    const before = states.get(id)
    if (change.type === 'put') states.set(id, change.guest.state)
    else states.delete(id)
    if (before === 'saved' && states.get(id) !== 'saved') saved.remove(id)
  }
  const unfollow = connection.onChange(onGuest)
  return {
    told(view) {
      for (const { id, state } of view?.guests ?? []) {
        if (state === 'saving') saved.add(id)
        else if (state === 'shut-down' || state === 'left') saved.remove(id)
      }
    },
    ask(ask) {
      const ids = saved.list().filter((id) => states.get(id) === 'saved')
      if (ids.length > 0) ask({ kind: 'resume-saved', ids })
    },
    forget: () => saved.clear(),
    close: unfollow,
  }
}
