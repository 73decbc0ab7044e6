import type { UsbDeviceConfig } from '../../../shared/domain/config/devices.ts'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import { deviceParts, type DeviceParts } from './device-parts.ts'
import { fixedPlace } from './placement.ts'

/** The most that QEMU's xhci has (hw/usb/hcd-xhci.h); one device of any speed a port. */
const USB_PORTS = 15

/** A USB 3 controller in each guest, so that devices can be plugged in, and a tablet for a screen. */
export function usbParts({ machine, display }: GuestConfig): DeviceParts {
  return deviceParts({
    devices: [
      {
        ...{ driver: 'qemu-xhci', id: 'usb', ...fixedPlace(machine, 'usb') },
        ...{ p2: USB_PORTS, p3: USB_PORTS },
      },
      // A pointer with absolute coordinates needs no grab.
      ...(display === 'none' ? [] : [{ driver: 'usb-tablet', id: 'tablet', bus: 'usb.0' }]),
    ],
  })
}

/** A USB device of this computer. It may be absent: QEMU takes it when it is plugged in. */
export function usbDeviceParts({ id, match }: UsbDeviceConfig): DeviceParts {
  const which =
    match.kind === 'product'
      ? {
          vendorid: Number.parseInt(match.vendor, 16),
          productid: Number.parseInt(match.product, 16),
        }
      : { hostbus: match.bus, hostport: match.port }
  return deviceParts({ devices: [{ driver: 'usb-host', id, bus: 'usb.0', ...which }] })
}
