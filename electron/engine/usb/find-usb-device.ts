import type { UsbDeviceConfig } from '../../../shared/domain/config/devices.ts'
import type { HostUsbDevice } from '../../../shared/domain/usb.ts'

/** The devices that a guest's setting stands for now: none while it is not plugged in. */
export function findUsbDevice(
  devices: readonly HostUsbDevice[],
  { match }: UsbDeviceConfig,
): HostUsbDevice | null {
  const fits = (device: HostUsbDevice): boolean =>
    match.kind === 'product'
      ? device.vendor === match.vendor && device.product === match.product
      : device.bus === match.bus && device.port === match.port
  const fitting = devices.filter(fits)
  // QEMU tries them one after another too: one that may be used is as good as any.
  return fitting.find(({ access }) => access === 'writable') ?? fitting[0] ?? null
}

/** For people, e.g. "SanDisk Ultra (0781:5581)". */
export function describeUsbDevice(device: HostUsbDevice): string {
  const words = [device.manufacturer, device.name].filter((word) => word !== null).join(' ')
  const ids = `${device.vendor}:${device.product}`
  return words === '' ? ids : `${words} (${ids})`
}
