import { POWER_OFF_SECONDS, type PowerOffStep } from '../../../shared/domain/guest.ts'
import type { Logger } from '../../platform/logger.ts'
import type { GuestAccount } from '../account/index.ts'
import { type QemuProcess, waitForEnd } from './qemu-process.ts'

/** What ending a process needs of its surroundings. */
export interface Ender {
  readonly account: Pick<GuestAccount, 'signal'>
  readonly logger: Logger
}

/** What is done to a QEMU that did not follow `quit`: SIGTERM, then SIGKILL. */
export type HarderStep = Exclude<PowerOffStep, 'quit'>

const followed = (qemu: QemuProcess, step: PowerOffStep): Promise<boolean> =>
  waitForEnd(qemu, POWER_OFF_SECONDS[step] * 1_000)

/**
 * Ends a QEMU for sure: `quit` over QMP where it answers, then SIGTERM, then SIGKILL; `harder` is
 * told of those where a softer step did not do. False where even SIGKILL did not end it (a process
 * stuck in the kernel).
 */
export async function endProcess(
  qemu: QemuProcess,
  quit: (() => Promise<unknown>) | null,
  { account, logger }: Ender,
  harder: (step: HarderStep) => void = () => {},
): Promise<boolean> {
  if (quit !== null) {
    // QEMU may close the socket before it answers; what counts is that the process ends.
    void quit().catch((error: unknown) => logger.debug('quit failed', { error }))
    if (await followed(qemu, 'quit')) return true
    logger.warn('QEMU did not follow quit', { pid: qemu.identity.pid })
    harder('terminate')
  }
  await account.signal(qemu.identity, 'SIGTERM')
  if (await followed(qemu, 'terminate')) return true
  logger.warn('QEMU did not follow SIGTERM', { pid: qemu.identity.pid })
  harder('kill')
  await account.signal(qemu.identity, 'SIGKILL')
  return followed(qemu, 'kill')
}
