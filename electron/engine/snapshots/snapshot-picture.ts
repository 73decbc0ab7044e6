import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { makeDirectory } from '../../platform/files.ts'
import type { GuestHandle } from '../guest/guest-handle.ts'
import { copyPicture, takeBefore } from '../pictures/index.ts'

type Handle = Pick<GuestHandle, 'paths' | 'logger' | 'run'>

/**
 * Keeps the screen of a guest that runs with a snapshot of it. Nobody's snapshot fails for a picture:
 * never rejects.
 */
export async function keepScreen({ paths, logger, run }: Handle, snapshot: string): Promise<void> {
  try {
    if (!(await takeBefore(run(), paths, logger))) return
    const path = paths.snapshotPicture(snapshot)
    await makeDirectory(dirname(path))
    await copyPicture(paths.picture, path)
  } catch (error) {
    logger.warn('a snapshot has no picture', { error })
  }
}

export const forgetScreen = ({ paths }: Handle, snapshot: string): Promise<void> =>
  rm(paths.snapshotPicture(snapshot), { force: true })

/** What was last seen of a guest that went back is what the snapshot shows. Never rejects. */
export async function showScreen({ paths, logger }: Handle, snapshot: string): Promise<void> {
  try {
    await makeDirectory(paths.stateDir)
    await copyPicture(paths.snapshotPicture(snapshot), paths.lastPicture)
  } catch (error) {
    logger.warn('the picture of a snapshot is not shown', { error })
  }
}
