import * as z from 'zod/mini'
import { firmwareOfferSchema } from '../../domain/firmware.ts'
import { hardwareOfferSchema } from '../../domain/hardware-offer.ts'
import { hostUsbDeviceSchema } from '../../domain/usb.ts'
import { method, nothing } from '../method.ts'

export const hostMethods = {
  /** What firmware new machines can have. */
  'host.firmware': method(nothing, firmwareOfferSchema),
  /** What is plugged into this computer and can be lent to guests. */
  'host.usbDevices': method(nothing, z.array(hostUsbDeviceSchema)),
  /** What this QEMU, this computer and this user's networks offer to a machine. */
  'host.hardware': method(nothing, hardwareOfferSchema),
} as const
