import type { ConnectionView } from '../../../shared/domain/guest.ts'
import type { NicBackend } from '../preparation/resources.ts'
import type { RunPreparation } from '../preparation/run-preparation.ts'
import { connectNic } from './connect-nic.ts'
import { leaveUnserved } from './connect-running.ts'
import type { HandOver } from './nic-preparation.ts'

export interface PreparedNics {
  /** By the NIC's id, as is `connections`. */
  readonly nics: Readonly<Record<string, NicBackend>>
  readonly connections: Readonly<Record<string, ConnectionView>>
}

/**
 * Connects the NICs of a guest that is about to start, side by side. Rejects, once each has been
 * tried, with the first one's error: PORT_TAKEN, PORT_PRIVILEGED, PORT_ADDRESS_UNKNOWN,
 * SOCKET_PATH_TOO_LONG.
 */
export async function prepareNics(run: RunPreparation): Promise<PreparedNics> {
  const { id, nics } = run.config
  const preparation = { ...run, handOver: handOver(run) }
  const settled = await Promise.allSettled(
    nics.map(async (nic) => [nic.id, await connectNic(preparation, id, nic)] as const),
  )
  const connected = settled.map((result) => {
    if (result.status === 'rejected') throw result.reason
    return result.value
  })
  return {
    nics: Object.fromEntries(connected.map(([nic, { backend }]) => [nic, backend])),
    connections: Object.fromEntries(connected.map(([nic, { view }]) => [nic, view])),
  }
}

/** What the helpers that start beside QEMU need; a NIC whose helper fails is done without. */
const handOver = ({ launched, logger }: RunPreparation): HandOver => ({
  launched,
  failed: (nic, cause) => {
    const words = cause instanceof Error ? cause.message : String(cause)
    launched
      .then((guest) => leaveUnserved(guest, nic, words))
      .catch((error: unknown) => logger.warn('a NIC is not served', { nic: nic.id, words, error }))
  },
})
