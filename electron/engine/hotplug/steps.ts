import { filesOfCdrom, filesOfDisk, type RunFile } from '../account/index.ts'
import { plugClipboard, unplugClipboard } from '../saving/clipboard.ts'
import { ioUringFits } from '../storage/index.ts'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { NicConfig } from '../../../shared/domain/guest-config.ts'
import type { UsbDeviceConfig } from '../../../shared/domain/config/devices.ts'
import { describeUsbDevice, findUsbDevice } from '../usb/index.ts'
import { cdromParts } from '../command-line/cdroms.ts'
import {
  type DeviceParts,
  diskParts,
  nicParts,
  type Place,
  usbDeviceParts,
} from '../command-line/index.ts'
import type { Operation } from './operation.ts'
import { busOf, type Plugging, plugIn, plugOut } from './plug.ts'
import { controllerOf, isPci } from './pluggable.ts'
import { findFreeSlot } from './run-facts.ts'
import type { Pluggable, Step } from './step.ts'
import { takeFiles } from './take-files.ts'
import { changeMedium } from './tray.ts'
import { Undo } from './undo.ts'

const MIB = 1024 * 1024

/**
 * Does one step on the running guest. What it did before it failed can be undone. `later` where
 * it turned out to need a start.
 */
export async function runStep(operation: Operation, step: Step): Promise<'live' | 'later'> {
  const { qmp, undo } = operation
  switch (step.kind) {
    case 'add':
      await add(operation, step.device)
      return 'live'
    case 'remove':
      await remove(operation, step.device)
      return 'live'
    case 'medium':
      await changeMedium(operation, step.from, step.to)
      return 'live'
    case 'link': {
      const setLink = (up: boolean) => qmp.execute('set_link', { name: step.nic, up })
      await setLink(step.connected)
      undo.push(`link ${step.nic}`, () => setLink(!step.connected))
      return 'live'
    }
    case 'balloon': {
      const setMiB = (mib: number) => qmp.execute('balloon', { value: mib * MIB })
      await setMiB(step.toMiB)
      undo.push('balloon', () => setMiB(step.fromMiB))
      return 'live'
    }
    case 'clipboard': {
      // An older QEMU has no part for it.
      const { chardevTypes } = await operation.handle.qemu()
      if (!chardevTypes.includes('qemu-vdagent')) return 'later'
      undo.push('clipboard', () => unplugClipboard(qmp))
      await plugClipboard(qmp)
      return 'live'
    }
    case 'forwards': {
      const { handle, network } = operation
      const outcome = await network.applyForwards(handle, step.from, step.to)
      undo.push('forwards', () => network.applyForwards(handle, step.to, step.from))
      return outcome
    }
  }
}

const filesOf = (device: Pluggable): RunFile[] => {
  if (device.list === 'disks') return filesOfDisk(device.config)
  return device.list === 'cdroms' ? filesOfCdrom(device.config) : []
}

const plugging = (operation: Operation, device: Pluggable): Plugging => ({
  ...operation,
  signal: operation.handle.job.signal,
  asksGuest: isPci(device),
})

async function add(operation: Operation, device: Pluggable): Promise<void> {
  await takeFiles(operation, filesOf(device))
  const place = await freePlace(operation, device)
  if (device.list === 'nics') return addNic(operation, device.config, place)
  await plugIn(plugging(operation, device), await partsOf(operation, device, place))
  if (device.list === 'usbDevices') await checkTaken(operation, device.config)
}

async function remove(operation: Operation, device: Pluggable): Promise<void> {
  const place = { bus: await busOf(operation.qmp, device.config.id) }
  if (device.list === 'nics') return removeNic(operation, device.config, place)
  await plugOut(plugging(operation, device), await partsOf(operation, device, place))
}

async function partsOf(
  operation: Operation,
  device: Exclude<Pluggable, { list: 'nics' }>,
  place: Place,
): Promise<DeviceParts> {
  if (device.list === 'disks') {
    const ioUring = operation.ioUring && (await ioUringFits(device.config))
    return diskParts(device.config, { place, ioUring })
  }
  if (device.list === 'cdroms') return cdromParts(device.config, place)
  return usbDeviceParts(device.config)
}

async function freePlace({ qmp }: Operation, device: Pluggable): Promise<Place> {
  const controller = controllerOf(device)
  if (controller !== null) return { bus: `${controller}.0` }
  const bus = await findFreeSlot(qmp)
  if (bus === null) throw new GuesthouseError('SLOTS_TAKEN', { device: device.config.id })
  return { bus }
}

async function addNic(operation: Operation, nic: NicConfig, place: Place): Promise<void> {
  const { qmp, undo, handle, network, connections } = operation
  const { backend, view } = await network.connect(handle, nic)
  undo.push(`connection of ${nic.id}`, () => network.disconnect(handle, nic))
  const parts = nicParts(nic, backend, place)
  await plugIn({ ...plugging(operation, { list: 'nics', config: nic }) }, parts)
  if (!nic.connected) await qmp.execute('set_link', { name: nic.id, up: false })
  connections.set(nic.id, view)
}

/** Its connection goes with it: to put it back is to connect it anew. */
async function removeNic(operation: Operation, nic: NicConfig, place: Place): Promise<void> {
  const { undo, handle, network, connections } = operation
  const view = connections.get(nic.id)
  // What the netdev was made of does not matter to its going, only whether there is one.
  const backend = view?.backend === 'none' ? NOTHING : ANYTHING
  const out = plugging(operation, { list: 'nics', config: nic })
  const gone = new Undo()
  try {
    await plugOut({ ...out, undo: gone }, nicParts(nic, backend, place))
  } catch (error) {
    undo.push(`what was left of ${nic.id}`, () => gone.unwind(handle.logger))
    throw error
  }
  await network.disconnect(handle, nic)
  connections.delete(nic.id)
  undo.push(`NIC ${nic.id}`, () => addNic({ ...operation, undo: new Undo() }, nic, place))
}

const NOTHING = { kind: 'none' } as const
const ANYTHING = { kind: 'slirp', restrict: true } as const

/**
 * QEMU waits for a device that is not plugged in, and says nothing of one that it could not have.
 * `attached` is of every USB device in QEMU (hw/usb/bus.c).
 */
async function checkTaken(operation: Operation, device: UsbDeviceConfig): Promise<void> {
  const found = findUsbDevice(await operation.usbDevices(), device)
  if (found === null) return
  const path = `/machine/peripheral/${device.id}`
  const attached = await operation.qmp.execute('qom-get', { path, property: 'attached' })
  if (attached !== true) {
    throw new GuesthouseError('USB_NOT_TAKEN', { device: describeUsbDevice(found) })
  }
}
