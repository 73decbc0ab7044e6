import type { CdromConfig } from '../../../shared/domain/guest-config.ts'
import { discNodes } from './block-nodes.ts'
import { type DeviceParts, deviceParts } from './device-parts.ts'
import type { DrivePort } from './disks.ts'

/** A CD-ROM drive with its disc, or empty. Its device has the configuration's id on every bus. */
export function cdromParts(cdrom: CdromConfig, port: DrivePort, bootIndex?: number): DeviceParts {
  const { id, path, bus } = cdrom
  const drive = {
    id,
    ...(path === null ? {} : { drive: `${id}-node` }),
    ...(bootIndex === undefined ? {} : { bootindex: bootIndex }),
  }
  const blockdevs = path === null ? [] : discNodes(id, path)
  if (bus === 'usb') {
    // usb-storage cannot be an empty drive; its parts can.
    const controller = `${id}-controller`
    const devices = [
      { driver: 'usb-bot', id: controller, ...port },
      { driver: 'scsi-cd', bus: `${controller}.0`, lun: 0, ...drive },
    ]
    return deviceParts({ blockdevs, devices })
  }
  const driver = bus === 'scsi' ? 'scsi-cd' : 'ide-cd'
  return deviceParts({ blockdevs, devices: [{ driver, ...port, ...drive }] })
}
