import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { QmpClient } from '../qmp/index.ts'
import { QmpCommandError } from '../qmp/errors.ts'
import { commandThenEvent } from './await-event.ts'

/** QEMU's refusal of a command, or null for any other failure. */
const refusalOf = (error: unknown): QmpCommandError | null =>
  error instanceof GuesthouseError && error.cause instanceof QmpCommandError ? error.cause : null

/**
 * Takes a device out of the guest and waits until it is gone: a guest has to agree to lose a PCI
 * device. Rejects with UNPLUG_IGNORED when it has not within the time (it may do so yet, and does
 * when it is reset), UNPLUG_REFUSED, UNPLUG_WHILE_PAUSED, QEMU_REFUSED or QEMU_NO_ANSWER.
 */
export async function unplug(
  qmp: QmpClient,
  device: {
    readonly id: string
    /** Whether the guest has a say: USB devices go at once. */
    readonly asksGuest: boolean
  },
  options: { readonly timeoutMs: number; readonly signal?: AbortSignal | undefined },
): Promise<void> {
  const { id } = device
  if (device.asksGuest && !(await qmp.execute('query-status')).running) {
    throw new GuesthouseError('UNPLUG_WHILE_PAUSED', { device: id })
  }
  await commandThenEvent({
    qmp,
    ...options,
    send: () => requestUnplug(qmp, id),
    outcome: (event) => {
      if (event.event === 'DEVICE_DELETED' && event.data.device === id) return true
      if (event.event === 'DEVICE_UNPLUG_GUEST_ERROR' && event.data.device === id) {
        return new GuesthouseError('UNPLUG_REFUSED', { device: id })
      }
      return null
    },
    late: () => {
      const seconds = Math.ceil(options.timeoutMs / 1_000)
      return new GuesthouseError('UNPLUG_IGNORED', { device: id, seconds })
    },
  })
}

/** True where the device is gone already. */
async function requestUnplug(qmp: QmpClient, id: string): Promise<boolean> {
  try {
    await qmp.execute('device_del', { id })
  } catch (error) {
    const refusal = refusalOf(error)
    if (refusal?.errorClass === 'DeviceNotFound') return true
    // An earlier request that the guest has not followed yet (qdev_unplug's words, since 6.0).
    if (refusal?.message.includes('already in the process of unplug') !== true) throw error
  }
  return false
}
