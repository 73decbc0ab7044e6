import type { ConfigureGuest, ConfigureResult } from '../../../shared/domain/configure.ts'
import type { GuestHandle } from '../guest/guest-handle.ts'
import { nicConnector } from '../network/index.ts'
import { listUsbDevices } from '../usb/index.ts'
import { configure, TRAY_TIMEOUT_MS, UNPLUG_TIMEOUT_MS } from './configure.ts'

/** Changes a guest's hardware: now where that can be, and at its next start. See `configure`. */
export const configureGuest = (
  handle: GuestHandle,
  { force = false, ...input }: ConfigureGuest,
): Promise<ConfigureResult> =>
  configure(handle, input, {
    network: nicConnector,
    usbDevices: listUsbDevices,
    options: { unplugTimeoutMs: UNPLUG_TIMEOUT_MS, trayTimeoutMs: TRAY_TIMEOUT_MS, force },
  })
