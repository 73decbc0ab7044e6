import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import { cdromParts } from '../command-line/cdroms.ts'
import { diskParts } from '../command-line/index.ts'
import type { Operation } from './operation.ts'
import { comesAndGoes, pluggables } from './pluggable.ts'
import { removeNodes } from './plug.ts'
import type { Pluggable } from './step.ts'
import { Undo } from './undo.ts'

/**
 * Devices that the guest let go of after nobody waited for it any more: an unplugging that it
 * ignored is done at the latest when it is reset.
 */
export const departed = (running: GuestConfig, devices: ReadonlySet<string>): Pluggable[] =>
  pluggables(running).filter((device) => comesAndGoes(device) && !devices.has(device.config.id))

/** The description without these devices. Pure. */
export function without(config: GuestConfig, gone: readonly Pluggable[]): GuestConfig {
  const ids = new Set(gone.map((device) => device.config.id))
  const stays = ({ id }: { id: string }): boolean => !ids.has(id)
  return {
    ...config,
    disks: config.disks.filter(stays),
    cdroms: config.cdroms.filter(stays),
    nics: config.nics.filter(stays),
    usbDevices: config.usbDevices.filter(stays),
  }
}

/** Closes what such a device leaves behind. What fails is logged: it is in nobody's way yet. */
export async function tidyAfter(operation: Operation, gone: readonly Pluggable[]): Promise<void> {
  for (const device of gone) {
    try {
      await tidy({ ...operation, undo: new Undo() }, device)
    } catch (error) {
      const { id } = device.config
      operation.handle.logger.warn('a device left something behind', { device: id, error })
    }
  }
}

async function tidy(operation: Operation, device: Pluggable): Promise<void> {
  const { qmp, ioUring, handle, network, connections } = operation
  // The device itself is gone, so its place does not matter.
  const place = { bus: '' }
  if (device.list === 'disks') {
    const parts = diskParts(device.config, { place, ioUring })
    await removeNodes(operation, parts.blockdevs)
    for (const { id } of parts.objects) await qmp.execute('object-del', { id: String(id) })
  } else if (device.list === 'cdroms') {
    await removeNodes(operation, cdromParts(device.config, place).blockdevs)
  } else if (device.list === 'nics') {
    const { id } = device.config
    if (connections.get(id)?.backend !== 'none')
      await qmp.execute('netdev_del', { id: `${id}-net` })
    await network.disconnect(handle, device.config)
    connections.delete(id)
  }
}
