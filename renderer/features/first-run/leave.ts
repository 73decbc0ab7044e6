import { errorDataOf } from '../../ipc/call.ts'
import { changeSettings } from '../../stores/settings-store.ts'
import { goTo, openDialog, useView } from '../../stores/view-store.ts'
import { notifyFailure } from '../../ui/notify.ts'
import { forgetAdoption } from './adoption-store.ts'

/** Leaves the pages for good. Whose settings cannot be written is told so, and is let through. */
export async function leave(): Promise<void> {
  try {
    await changeSettings({ firstRun: { done: true } })
  } catch (error) {
    useView.setState({ firstRunLeft: true })
    notifyFailure({ id: 'first-run', error: errorDataOf(error) })
  }
  // Once nobody sees them: who asks for the pages again begins anew.
  forgetAdoption()
}

/** Leaves the pages for "New machine". */
export function leaveForFirstMachine(): Promise<void> {
  goTo({ kind: 'machines' })
  openDialog({ kind: 'create' })
  return leave()
}

export function leaveForMachines(): Promise<void> {
  goTo({ kind: 'machines' })
  return leave()
}
