import type { Logger } from '../../platform/logger.ts'
import type { GuestPaths } from '../../platform/paths.ts'
import type { RunHandle } from '../guest/guest-handle.ts'
import { within } from '../guest/within.ts'
import { takePicture } from './screendump.ts'

/** ms that a person's command waits for the picture before it. */
const BEFORE_MS = 300

/**
 * Takes the last picture of a run before something ends it or has it stand still; a QEMU that is
 * slow or cannot is not waited for. Says whether there is one now. Never rejects.
 */
export async function takeBefore(
  run: RunHandle | null,
  paths: GuestPaths,
  logger: Logger,
): Promise<boolean> {
  if (run === null || run.record.config.display === 'none') return false
  try {
    const taken = takePicture(run.qmp, paths)
    if (!(await within(taken, BEFORE_MS))) return false
    await taken
    return true
  } catch (error) {
    logger.debug('no picture', { error })
    return false
  }
}
