import { call, errorDataOf } from '../ipc/call.ts'
import { notifyFailure } from '../ui/notify.ts'

/** Opens a window with nothing but the guest's screen, or brings it to the front. */
export const openOwnWindow = (id: string): void =>
  void call('windows.openGuest', { id }).catch((caught: unknown) =>
    notifyFailure({ id: `window:${id}`, error: errorDataOf(caught) }),
  )
