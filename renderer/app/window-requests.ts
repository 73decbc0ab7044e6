import type { WindowRequest } from '../../shared/domain/window-requests.ts'
import { call, errorDataOf } from '../ipc/call.ts'
import { follow } from '../ipc/follow.ts'
import { goTo, openDialog, showGuest } from '../stores/view-store.ts'
import { notifyFailure } from '../ui/notify.ts'

async function openNewMachine(file: string | undefined): Promise<void> {
  if (file === undefined) return openDialog({ kind: 'create' })
  try {
    openDialog({ kind: 'create', source: await call('provision.inspect', { path: file }) })
  } catch (caught) {
    notifyFailure({ id: 'open-source', about: file, error: errorDataOf(caught) })
  }
}

export function show(request: WindowRequest): void {
  switch (request.kind) {
    case 'guest':
      return showGuest(request.id)
    case 'activity':
      return goTo({ kind: 'activity' })
    case 'new-machine':
      void openNewMachine(request.file)
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
