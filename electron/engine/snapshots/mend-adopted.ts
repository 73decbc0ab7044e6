import type { Logger } from '../../platform/logger.ts'
import type { Guest } from '../guest/guest.ts'
import { mendSnapshots } from './mend-snapshots.ts'
import { readSnapshots } from './snapshots-file.ts'

/**
 * Puts in order what an earlier engine left half-done of a snapshot, once a QEMU that it started
 * answers. What fails is logged; the next operation on the snapshots tries again.
 */
export async function mendAdoptedSnapshots(guest: Guest, logger: Logger): Promise<void> {
  try {
    if ((await readSnapshots(guest.paths)).pending === null) return
    await guest.operate('snapshot', null, mendSnapshots)
  } catch (error) {
    logger.warn('snapshots could not be mended', { guest: guest.config.id, error })
  }
}
