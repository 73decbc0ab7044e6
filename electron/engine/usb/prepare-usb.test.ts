import { expect, it } from 'vitest'
import type { UsbDeviceConfig } from '../../../shared/domain/config/devices.ts'
import type { Notice } from '../../../shared/domain/notices.ts'
import type { HostUsbDevice } from '../../../shared/domain/usb.ts'
import { prepareUsb } from './prepare-usb.ts'

const plugged = (product: string, access: HostUsbDevice['access']): HostUsbDevice => ({
  ...{ vendor: '0781', product, manufacturer: 'SanDisk', name: 'Ultra', bus: 1, port: '4' },
  ...{ address: 12, speedMbps: 480, node: '/dev/bus/usb/001/012', access, rule: 'a rule' },
})
const lent = (id: string, product: string): UsbDeviceConfig => ({
  ...{ id, match: { kind: 'product', vendor: '0781', product } },
})

async function told(usbDevices: UsbDeviceConfig[], present: HostUsbDevice[]): Promise<Notice[]> {
  const notices: Notice[] = []
  type Run = Parameters<typeof prepareUsb>[0]
  const run = { config: { usbDevices }, notice: (notice: Notice) => notices.push(notice) }
  await prepareUsb(run as unknown as Run, async () => present)
  return notices
}

it('a device that the user may not lend is told, with what mends it', async () => {
  const present = [plugged('5581', 'no-permission'), plugged('5582', 'writable')]
  expect(await told([lent('stick', '5581'), lent('other', '5582')], present)).toEqual([
    {
      ...{ code: 'USB_NO_ACCESS', device: 'stick' },
      params: {
        ...{ device: 'SanDisk Ultra (0781:5581)', node: '/dev/bus/usb/001/012', rule: 'a rule' },
      },
    },
  ])
})

it('one that is not plugged in is waited for, without a word', async () => {
  expect(await told([lent('stick', '5581')], [])).toEqual([])
})
