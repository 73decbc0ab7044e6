import { DAEMON_BUS_NAME } from '../../../shared/domain/daemon.ts'
import type { BusStatus } from './bus-status.ts'
import { table } from './table.ts'

/** What `status` prints. Pure. */
export function statusText(status: BusStatus | null): string {
  if (status === null) return `guesthoused does not run: nobody has the name ${DAEMON_BUS_NAME}.\n`
  const { pid, uid, account, capabilities } = status
  return table([
    ['Name', DAEMON_BUS_NAME],
    ['Process', String(pid)],
    [
      'Account',
      account === null ? String(uid) : `${account} (${uid})${uid === 0 ? ': root!' : ''}`,
    ],
    ['Capabilities', capabilities.length === 0 ? 'none' : capabilities.join(' ')],
  ])
}
