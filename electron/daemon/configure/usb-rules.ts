import type { DaemonConfig } from '../config/schema.ts'
import { writtenBy } from './unit-text.ts'

/**
 * A udev rule for each device that is listed; null where none is lent. QEMU gets them by its group; what
 * everybody else may is as udev has it (50-udev-default.rules: 0664). Pure.
 */
export function usbRules({ features, usb }: DaemonConfig, configFile: string): string | null {
  if (!features['host-usb'] || usb.devices.length === 0) return null
  const rules = usb.devices.map((id) => {
    const [vendor, product] = id.split(':')
    return `SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", ATTR{idVendor}=="${vendor}", ATTR{idProduct}=="${product}", GROUP="guesthouse-qemu", MODE="0664"\n`
  })
  return `${writtenBy(configFile)}${rules.join('')}`
}
