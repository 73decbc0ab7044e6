import { fileName } from '../i18n/file-name.ts'
import { call, errorDataOf } from '../ipc/call.ts'
import { openDialog, type ViewDialog } from '../stores/view-store.ts'
import { dismissFailure, notifyFailure } from '../ui/notify.ts'

const FAILURE = 'open-source'

/**
 * Looks at a file that was dropped or picked, and opens "New machine" with what it is. That it is
 * nothing a machine can be made of is told in a toast. `open` is how. Never rejects.
 */
export async function openSource(
  path: string,
  open: (dialog: ViewDialog) => void = openDialog,
): Promise<void> {
  dismissFailure(FAILURE)
  try {
    const source = await call('provision.inspect', { path })
    open({ kind: 'create', source })
  } catch (caught) {
    notifyFailure({
      id: FAILURE,
      about: fileName(path),
      error: errorDataOf(caught),
    })
  }
}
