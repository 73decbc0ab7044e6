import type { HostUsbDevice } from '../../../shared/domain/usb.ts'
import type { RunPreparation } from '../preparation/run-preparation.ts'
import { describeUsbDevice, findUsbDevice } from './find-usb-device.ts'
import { listUsbDevices } from './list-usb-devices.ts'

/**
 * Tells of USB devices that are plugged in and that the user may not lend: QEMU starts without them
 * and says nothing. One that is not plugged in is taken when it is.
 */
export async function prepareUsb(
  run: Pick<RunPreparation, 'config' | 'notice'>,
  plugged: () => Promise<readonly HostUsbDevice[]> = listUsbDevices,
): Promise<void> {
  const { usbDevices } = run.config
  if (usbDevices.length === 0) return
  const present = await plugged()
  for (const device of usbDevices) {
    const found = findUsbDevice(present, device)
    if (found === null || found.access === 'writable') continue
    const { node, rule } = found
    const params = { device: describeUsbDevice(found), node, rule }
    run.notice({ code: 'USB_NO_ACCESS', device: device.id, params })
  }
}
