import type { WindowRequest } from '../../shared/domain/window-requests.ts'
import { openSource } from '../actions/open-source.ts'
import { follow } from '../ipc/follow.ts'
import { goTo, offerDialog, showGuest } from '../stores/view-store.ts'
import { notifyFailure, notifyOnce } from '../ui/notify.ts'

export function show(request: WindowRequest): void {
  switch (request.kind) {
    case 'guest':
      return showGuest(request.id)
    case 'activity':
      return goTo({ kind: 'activity' })
    case 'new-machine':
      if (request.file === undefined) return offerDialog({ kind: 'create' })
      return void openSource(request.file, offerDialog)
    case 'host-check':
    case 'settings':
      return goTo({ kind: request.kind })
    case 'news':
      return offerDialog({ kind: 'news', updated: true })
    case 'resume-saved':
      return offerDialog({ kind: 'resume-saved', ids: request.ids })
    case 'notice':
      return notifyOnce(request.notice)
    case 'failed':
      return notifyFailure({ id: 'request', error: request.error })
  }
}

/** Shows what main asks for, for as long as the page of the main window lives. Returns the end. */
export function followRequests(): () => void {
  return follow('requests', {
    onSnapshot: (requests) => requests.forEach(show),
    onChange: show,
    // The guests' mirror reports a dead connection.
    onError: () => {},
  })
}
