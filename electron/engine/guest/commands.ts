import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { QmpClient } from '../qmp/index.ts'
import type { GuestHandle, RunHandle } from './guest-handle.ts'
import { unlessAborted } from './unless-aborted.ts'

/** A guest that has not followed a request to shut down after this time is said to ignore it. */
export const SHUTDOWN_PATIENCE_MS = 90_000

/** The run that QEMU answers for. Throws QEMU_NO_ANSWER. */
export function reachable(handle: GuestHandle): RunHandle {
  const run = handle.run()
  if (run === null) throw new GuesthouseError('QEMU_NO_ANSWER')
  return run
}

/** Presses the power button. Resolves when QEMU has taken it; the guest decides what it does. */
export async function shutdown(handle: GuestHandle): Promise<void> {
  const run = reachable(handle)
  await unlessAborted(run.qmp.execute('system_powerdown'), handle.job.signal)
  handle.showError(null)
  handle.apply({ type: 'shutdown-requested' })
  run.expectEnd(SHUTDOWN_PATIENCE_MS, () => {
    handle.showError(new GuesthouseError('SHUTDOWN_IGNORED'))
    handle.apply({ type: 'shutdown-ignored' })
  })
}

export const reset = (handle: GuestHandle): Promise<void> =>
  command(handle, (qmp) => qmp.execute('system_reset'))

export const pause = (handle: GuestHandle): Promise<void> =>
  command(handle, (qmp) => qmp.execute('stop'))

export const resume = (handle: GuestHandle): Promise<void> =>
  command(handle, (qmp) => qmp.execute('cont'))

async function command(
  handle: GuestHandle,
  send: (qmp: QmpClient) => Promise<unknown>,
): Promise<void> {
  const { signal } = handle.job
  await unlessAborted(send(reachable(handle).qmp), signal)
  handle.showError(null)
  await unlessAborted(handle.readRunState(), signal)
}
