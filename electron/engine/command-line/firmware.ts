import type { FirmwareFiles, FlashImage } from '../preparation/resources.ts'
import { deviceParts, type DeviceParts } from './device-parts.ts'
import type { QemuObject } from './qemu-object.ts'

export const FIRMWARE_NODE = 'firmware-node'
/** Snapshots name it: UEFI's variables belong to the state of the guest. */
export const NVRAM_NODE = 'nvram-node'

/** UEFI in flash; -machine plugs the nodes in as pflash0 and pflash1. */
export function firmwareParts(
  firmware: FirmwareFiles | null,
  nvramOverlay: string | undefined,
): DeviceParts {
  if (firmware === null) return deviceParts({})
  const { code, nvram } = firmware
  const readOnly = (name: string, image: FlashImage): QemuObject[] =>
    flashNodes(name, image, true, null)
  const variables =
    nvramOverlay === undefined
      ? flashNodes('nvram', nvram, false, null)
      : [
          ...readOnly('nvram-backing-1', nvram),
          ...flashNodes('nvram', { path: nvramOverlay, format: 'qcow2' }, false, 'nvram-backing-1'),
        ]
  return deviceParts({ blockdevs: [...readOnly('firmware', code), ...variables] })
}

function flashNodes(
  name: string,
  { path, format }: FlashImage,
  readOnly: boolean,
  below: string | null,
): QemuObject[] {
  const node = /-backing-\d+$/.test(name) ? name : `${name}-node`
  return [
    { driver: 'file', 'node-name': `${name}-file`, filename: path, 'read-only': readOnly },
    {
      ...{ driver: format, 'node-name': node, file: `${name}-file`, 'read-only': readOnly },
      ...(format === 'qcow2' ? { backing: below } : {}),
    },
  ]
}
