import { access } from 'node:fs/promises'
import { listUsbDevices } from '../../usb/index.ts'
import { type CheckedHost, type CheckResult, requireOrdinaryUser, Unchecked } from '../check.ts'

/** Whether what is plugged in can be lent to machines. Opens no device. */
export async function checkUsb(host: CheckedHost): Promise<CheckResult> {
  requireOrdinaryUser(host)
  const { usb } = host.places
  const devices = await listUsbDevices(usb)
  const count = devices.length
  if (count === 0) {
    const hasUsb = await access(usb.sysfs).then(
      () => true,
      () => false,
    )
    // Nothing was tried, so nothing is claimed.
    if (hasUsb) throw new Unchecked({ code: 'USB_NOTHING_PLUGGED_IN', params: {} })
    return { verdict: 'limited', findings: [{ code: 'USB_NONE', params: {} }], remedies: [] }
  }
  const usable = devices.filter((device) => device.access === 'writable').length
  if (usable === 0) {
    const findings = [{ code: 'USB_NO_PERMISSION', params: { count } }] as const
    return { verdict: 'limited', findings, remedies: [] }
  }
  const findings = [{ code: 'USB_WORKS', params: { count, usable } }] as const
  return { verdict: 'good', findings, remedies: [] }
}
