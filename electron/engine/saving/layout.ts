import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { QmpClient } from '../qmp/index.ts'

/** Devices that have an id (QEMU's qdev_get_peripheral). */
export const PERIPHERALS = '/machine/peripheral'

/** Where a device is: what -device takes. */
export type SavedPlace = Record<string, string | number>
export interface SavedLayout {
  rootPorts: number
  places: Record<string, SavedPlace>
}

/**
 * Asks QEMU where the devices are that can come and go while a guest runs. The others are always
 * where the description puts them.
 */
export async function readLayout(qmp: QmpClient, config: GuestConfig): Promise<SavedLayout> {
  const there = await qmp.execute('qom-list', { path: PERIPHERALS })
  const ids = new Set(there.map(({ name }) => name))
  const { nics, disks, cdroms, shares, usbDevices } = config
  const plugged = [...nics, ...disks, ...cdroms, ...shares, ...usbDevices].filter(({ id }) =>
    ids.has(id),
  )
  const places: Record<string, SavedPlace> = {}
  for (const { id } of plugged) {
    const place = await placeOf(qmp, `${PERIPHERALS}/${id}`)
    if (place !== null) places[id] = place
  }
  const rootPorts = there.filter(({ type }) => type === 'child<pcie-root-port>').length
  return { rootPorts, places }
}

/** null for a device on a bus that nothing is plugged into. */
async function placeOf(qmp: QmpClient, path: string): Promise<SavedPlace | null> {
  const get = (property: string): Promise<unknown> => qmp.execute('qom-get', { path, property })
  const bus =
    String(await get('parent_bus'))
      .split('/')
      .at(-1) ?? ''
  if (/^port-\d+$/.test(bus)) return { bus }
  // "0d.0": slot and function, as `addr` takes them.
  if (bus === 'pci.0') return { bus, addr: String(await get('addr')) }
  if (bus === 'usb.0') return { bus, port: String(await get('port')) }
  if (bus !== 'scsi.0') return null
  const [channel, id, lun] = [await get('channel'), await get('scsi-id'), await get('lun')]
  return { bus, channel: Number(channel), 'scsi-id': Number(id), lun: Number(lun) }
}
