import type { GuestAction, GuestView } from '../../shared/domain/guest.ts'
import { call, errorDataOf } from '../ipc/call.ts'
import { useGuests } from '../stores/guests-store.ts'
import { type GuestDialog, openDialog, selectGuestId, useView } from '../stores/view-store.ts'
import { dismissFailure, notifyFailure } from '../ui/notify.ts'

/** Actions that are done by one call, without further input. */
const methods = {
  start: 'guests.start',
  shutdown: 'guests.shutdown',
  'power-off': 'guests.powerOff',
  reset: 'guests.reset',
  pause: 'guests.pause',
  resume: 'guests.resume',
  save: 'guests.save',
  'discard-saved': 'guests.discardSaved',
} as const satisfies Partial<Record<GuestAction, string>>
export type Command = keyof typeof methods

const asked = [
  'power-off',
  'reset',
  'discard-saved',
  'clone',
  'describe',
  'rename',
  'delete',
] as const satisfies readonly GuestDialog[]
type Asked = (typeof asked)[number]

/** What menus and buttons offer; the rest of what the engine can do has pages of its own. */
export type OfferedAction = Command | Asked

const isAsked = (action: OfferedAction): action is Asked =>
  asked.some((candidate) => candidate === action)

/** Whether it asks before it does anything. */
export const opensDialog = (action: OfferedAction): boolean => isAsked(action)

/** As its state allows. What a person keeps about a guest changes in every state, if it is legible. */
export const isAllowed = (guest: GuestView, action: OfferedAction): boolean =>
  action === 'describe' ? guest.config !== null : guest.actions.includes(action)

/** As the engine would take it now: while an operation is under way little else can begin. */
export const isPossible = (guest: GuestView, action: OfferedAction): boolean =>
  isAllowed(guest, action) &&
  (guest.job === null || action === 'power-off' || action === 'describe')

/** The toast of a guest's last failed action. */
export const failureId = (id: string): string => `guest:${id}`

/** Carries out a command; a failure is told on the guest's page, or in a toast where it is not. */
export async function perform(id: string, command: Command): Promise<boolean> {
  dismissFailure(failureId(id))
  try {
    await call(methods[command], { id })
    return true
  } catch (caught) {
    const error = errorDataOf(caught)
    const guest = useGuests.getState().byId[id]
    const onItsPage = selectGuestId(useView.getState()) === id && guest?.error?.code === error.code
    if (!onItsPage) {
      notifyFailure({
        id: failureId(id),
        error,
        ...(guest === undefined ? {} : { about: guest.name }),
      })
    }
    return false
  }
}

/** Does what needs no question, and asks where something is lost or more must be known. */
export function request(id: string, action: OfferedAction): Promise<boolean> {
  if (isAsked(action)) {
    openDialog({ kind: action, id })
    return Promise.resolve(false)
  }
  return perform(id, action)
}
