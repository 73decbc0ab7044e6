import { toErrorData } from '../../../shared/domain/errors.ts'
import type { Connection } from '../../connections/connection.ts'
import { type ErrandParts, show } from './errand-parts.ts'

export type GuestCommand = 'start' | 'resume' | 'save' | 'shutdown'
type Commands = Pick<Connection, GuestCommand | 'list'>

/**
 * Has a guest do something that was asked for outside of the window. A failure that its page says,
 * and of which the desktop is told with it, is enough; any other is shown. Never rejects.
 */
export async function commandGuest(
  connection: Commands,
  id: string,
  command: GuestCommand,
  parts: ErrandParts,
): Promise<void> {
  try {
    await connection[command](id)
  } catch (caught) {
    const error = toErrorData(caught)
    parts.logger.warn('a machine did not do what was asked for', { id, command, code: error.code })
    const guest = connection.list().find((view) => view.id === id)
    if (guest?.error?.code !== error.code) show(parts, { kind: 'failed', error })
  }
}
