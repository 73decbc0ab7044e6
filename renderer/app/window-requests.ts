import type { WindowRequest } from '../../shared/domain/window-requests.ts'
import { openSource } from '../actions/open-source.ts'
import { follow } from '../ipc/follow.ts'
import { goTo, openDialog, showGuest } from '../stores/view-store.ts'

export function show(request: WindowRequest): void {
  switch (request.kind) {
    case 'guest':
      return showGuest(request.id)
    case 'activity':
      return goTo({ kind: 'activity' })
    case 'new-machine':
      if (request.file === undefined) return openDialog({ kind: 'create' })
      void openSource(request.file)
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
