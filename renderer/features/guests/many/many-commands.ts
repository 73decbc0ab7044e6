import { isAllowed } from '../../../actions/guest-commands.ts'
import { call, errorDataOf } from '../../../ipc/call.ts'
import { useGuests } from '../../../stores/guests-store.ts'
import { notifyFailure } from '../../../ui/notify.ts'
import { showFailures } from './list-notice.ts'

const methods = {
  start: 'guests.startMany',
  save: 'guests.saveMany',
  shutdown: 'guests.shutdownMany',
} as const

export type ManyCommand = keyof typeof methods

/** Of those guests the ones that the engine would let. */
export function allowedOf(
  ids: readonly string[],
  action: ManyCommand | 'power-off' | 'delete' | 'describe',
): readonly string[] {
  const { byId } = useGuests.getState()
  return ids.filter((id) => {
    const guest = byId[id]
    return guest !== undefined && isAllowed(guest, action)
  })
}

/** Does it to all of them; what failed is named in the list until it is read. Never rejects. */
export async function performMany(ids: readonly string[], command: ManyCommand): Promise<void> {
  try {
    showFailures(command, await call(methods[command], { ids: [...ids] }))
  } catch (caught) {
    notifyFailure({ id: `many:${command}`, error: errorDataOf(caught) })
  }
}
