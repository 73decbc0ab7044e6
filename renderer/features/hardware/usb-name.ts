import type { HostUsbDevice } from '../../../shared/domain/usb.ts'

/** As lsusb names it: "SanDisk Ultra (0781:5581)". */
export function usbName({ manufacturer, name, vendor, product }: HostUsbDevice): string {
  const words = [manufacturer, name].filter((word) => word !== null && word !== '')
  const number = `${vendor}:${product}`
  return words.length === 0 ? number : `${words.join(' ')} (${number})`
}
