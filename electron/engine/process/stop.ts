import type { Logger } from '../../platform/logger.ts'
import { signal } from '../../platform/process-identity.ts'
import { type QemuProcess, waitForEnd } from './qemu-process.ts'

/** How long each step may take, in ms, before the next, harder one. */
export interface StopTimeouts {
  readonly quit: number
  readonly terminate: number
  readonly kill: number
}
export const STOP_TIMEOUTS: StopTimeouts = { quit: 3_000, terminate: 3_000, kill: 5_000 }

/**
 * Ends a QEMU for sure: `quit` over QMP where it answers, then SIGTERM, then SIGKILL. False where
 * even that did not end it (a process stuck in the kernel).
 */
export async function endProcess(
  qemu: QemuProcess,
  quit: (() => Promise<unknown>) | null,
  logger: Logger,
  timeouts: StopTimeouts = STOP_TIMEOUTS,
): Promise<boolean> {
  if (quit !== null) {
    // QEMU may close the socket before it answers; what counts is that the process ends.
    void quit().catch((error: unknown) => logger.debug('quit failed', { error }))
    if (await waitForEnd(qemu, timeouts.quit)) return true
    logger.warn('QEMU did not follow quit', { pid: qemu.identity.pid })
  }
  signal(qemu.identity, 'SIGTERM')
  if (await waitForEnd(qemu, timeouts.terminate)) return true
  logger.warn('QEMU did not follow SIGTERM', { pid: qemu.identity.pid })
  signal(qemu.identity, 'SIGKILL')
  return waitForEnd(qemu, timeouts.kill)
}
