import { describe, expect, it } from 'vitest'
import { deviceParts } from './device-parts.ts'
import { inPlace } from './layout.ts'

describe('the layout of a saved guest', () => {
  const parts = deviceParts({
    devices: [
      { driver: 'virtio-net-pci', id: 'net0', bus: 'port-0' },
      { driver: 'scsi-hd', id: 'disk0', bus: 'scsi.0' },
      { driver: 'usb-hub' },
    ],
  })

  it('puts devices where they were', () => {
    const places = { net0: { bus: 'port-3' }, disk0: { bus: 'scsi.0', 'scsi-id': 2, lun: 0 } }
    expect(inPlace(parts, { rootPorts: 5, places }).devices).toEqual([
      { driver: 'virtio-net-pci', id: 'net0', bus: 'port-3' },
      { driver: 'scsi-hd', id: 'disk0', bus: 'scsi.0', 'scsi-id': 2, lun: 0 },
      { driver: 'usb-hub' },
    ])
  })

  it('changes nothing where there is none', () => expect(inPlace(parts, undefined)).toBe(parts))
})
