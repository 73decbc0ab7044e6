import { isAlive, type ProcessIdentity, waitUntilGone } from '../../platform/process-identity.ts'
import type { Ender } from './stop.ts'

/** ms; a helper that has lost its QEMU has nothing left to do. */
const TERMINATE_MS = 2_000
const KILL_MS = 2_000

/**
 * Ends the programs beside a QEMU that is gone. Most end by themselves when it leaves; nobody needs
 * the others.
 */
export async function endHelpers(
  helpers: readonly { readonly name: string; readonly process: ProcessIdentity }[],
  { account, logger }: Ender,
): Promise<void> {
  await Promise.all(
    helpers.map(async ({ name, process }) => {
      if (!isAlive(process)) return
      await account.signal(process, 'SIGTERM')
      if (await waitUntilGone(process, TERMINATE_MS)) return
      await account.signal(process, 'SIGKILL')
      if (!(await waitUntilGone(process, KILL_MS))) logger.warn('a helper does not end', { name })
    }),
  )
}
