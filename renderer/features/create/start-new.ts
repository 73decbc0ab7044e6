import { call, errorDataOf } from '../../ipc/call.ts'
import { useGuests } from '../../stores/guests-store.ts'
import { notifyFailure } from '../../ui/notify.ts'

/** The machine is made by now, so that it does not start is told on its page or in a toast. */
export async function startNew(id: string, name: string): Promise<void> {
  try {
    await call('guests.start', { id })
  } catch (caught) {
    const error = errorDataOf(caught)
    const shown = useGuests.getState().byId[id]?.error?.code === error.code
    if (!shown) notifyFailure({ id: `guest:${id}`, about: name, error })
  }
}
