import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { RunState } from './state.ts'

/** What QEMU's BLOCK_IO_ERROR event says (qapi/block-core.json), in part. */
export interface DiskFailure {
  readonly action: string
  readonly nospace?: boolean
  readonly reason: string
}

/** The error of a disk failure for which QEMU stops the guest; null where the guest was told. */
export function diskError(failure: DiskFailure): GuesthouseError | null {
  if (failure.action !== 'stop') return null
  if (failure.nospace === true) return new GuesthouseError('DISK_FULL', {}, failure.reason)
  return new GuesthouseError('DISK_FAILED', { reason: failure.reason })
}

/** The error of a guest that QEMU holds stopped by itself; null where a person paused it. */
export function stopError(status: RunState): GuesthouseError | null {
  if (status === 'io-error') {
    return new GuesthouseError('DISK_FAILED', { reason: 'input/output error' })
  }
  const byQemu = status === 'internal-error' || status === 'guest-panicked' || status === 'watchdog'
  return byQemu ? new GuesthouseError('QEMU_STOPPED_GUEST', { status }) : null
}
