import type { MethodName } from '../../../../shared/ipc/contract.ts'
import type { Connection } from '../../../connections/connection.ts'
import type { WindowRequests } from '../../requests.ts'
import type { Windows } from '../../window/windows.ts'
import type { Handlers } from '../router.ts'
import { guestOf } from './guest-of.ts'

type WindowMethod = Extract<MethodName, `windows.${string}`>

export function windowHandlers(
  connection: Promise<Connection>,
  windows: Windows,
  requests: WindowRequests,
): Pick<Handlers, WindowMethod> {
  return {
    'windows.openGuest': async ({ id }) => {
      const { name } = guestOf(await connection, id)
      windows.openGuest(id, name)
    },
    'windows.openMain': async ({ id }) => {
      if (id !== undefined) guestOf(await connection, id)
      windows.openMain()
      if (id !== undefined) requests.ask({ kind: 'guest', id })
    },
    'windows.setFullScreen': ({ on }, { browserWindow }) => browserWindow.setFullScreen(on),
  }
}
