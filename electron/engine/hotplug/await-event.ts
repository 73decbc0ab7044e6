import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { QmpClient, QmpEvent } from '../qmp/index.ts'

/**
 * Sends a command and waits for the event that tells its outcome, which may come before the
 * command's own answer. `outcome` says true for the one that is waited for, an error for one that
 * rules it out, and null for any other. Rejects with the command's error, with that error, with
 * `late()` when the time is over, with QEMU_NO_ANSWER when QEMU goes, or with the signal's reason.
 */
export async function commandThenEvent(options: {
  readonly qmp: QmpClient
  /** Resolves with true where there is nothing to wait for. */
  readonly send: () => Promise<boolean>
  readonly outcome: (event: QmpEvent) => true | Error | null
  readonly timeoutMs: number
  readonly late: () => Error
  readonly signal?: AbortSignal | undefined
}): Promise<void> {
  const { qmp, signal } = options
  signal?.throwIfAborted()
  const cleanups: (() => void)[] = []
  const event = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(options.late()), options.timeoutMs)
    cleanups.push(
      () => clearTimeout(timer),
      qmp.onEvent((told) => {
        const outcome = options.outcome(told)
        if (outcome === true) resolve()
        else if (outcome !== null) reject(outcome)
      }),
      qmp.onClose((error) => reject(new GuesthouseError('QEMU_NO_ANSWER', {}, error))),
    )
    const abort = (): void => reject(signal?.reason)
    signal?.addEventListener('abort', abort)
    cleanups.push(() => signal?.removeEventListener('abort', abort))
  })
  // The command may fail first; nobody waits for the event then.
  event.catch(() => {})
  try {
    if (await options.send()) return
    await event
  } finally {
    for (const cleanup of cleanups) cleanup()
  }
}
