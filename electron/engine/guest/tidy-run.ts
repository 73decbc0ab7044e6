import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { GuestPaths } from '../../platform/paths.ts'
import { leaveNetworks, releaseTaps } from '../network/index.ts'
import { keepPicture } from '../pictures/index.ts'
import { endHelpers } from '../process/end-helpers.ts'
import type { RunRecord } from '../store/run-file.ts'
import type { GuestContext } from './guest-context.ts'
import { removeRunFiles } from './run-files.ts'

type Leftovers = Pick<RunRecord, 'config' | 'helpers' | 'connections'>

/** What a start leaves that failed and has ended and given back what it made. */
export const failedStart = (config: GuestConfig): Leftovers => ({
  ...{ config, helpers: [], connections: {} },
})

/** Ends and removes what is left of a run whose QEMU is gone. Never rejects. */
export async function tidyRun(
  run: Leftovers,
  guest: { readonly paths: GuestPaths; readonly config: GuestConfig },
  context: GuestContext,
): Promise<void> {
  const { files, logger } = context
  try {
    await Promise.all([
      endHelpers(run.helpers, context),
      leaveNetworks(context, run.config),
      releaseTaps(context.taps, run.connections, logger),
    ])
    await files.giveBack(run.config.id)
    await keepPicture(guest.paths, context.keepsPictures)
    await removeRunFiles(guest.paths, run.config, guest.config)
  } catch (error) {
    logger.warn('files of a run left behind', { error })
  }
}
