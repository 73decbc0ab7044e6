import { constants } from 'node:fs'
import { access, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { HostUsbDevice } from '../../../shared/domain/usb.ts'
import { errorCode } from '../../platform/files.ts'

/** Where the kernel tells of USB devices, and where their nodes are. Tests have their own. */
export interface UsbRoots {
  readonly sysfs: string
  readonly nodes: string
}
const hostRoots: UsbRoots = { sysfs: '/sys/bus/usb/devices', nodes: '/dev/bus/usb' }

/** bDeviceClass of hubs (usb.org, "Defined Class Codes"). */
const HUB_CLASS = '09'

/** C0, DEL and C1: a device's name is whatever its maker wrote. */
// oxlint-disable-next-line no-control-regex
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f]/g

/**
 * The USB devices of this computer, by bus and port. Opens none of them. Empty where the kernel has
 * no USB; a device that is unplugged while it is looked at is left out.
 */
export async function listUsbDevices(roots: UsbRoots = hostRoots): Promise<HostUsbDevice[]> {
  const entries = await readdir(roots.sysfs).catch(() => [])
  // "1-4.2" is a device, "1-4.2:1.0" one of its interfaces, "usb1" a root hub.
  const devices = entries.filter((entry) => /^\d+-[\d.]+$/.test(entry))
  const read = await Promise.all(
    devices.map((entry) => readDevice(join(roots.sysfs, entry), roots)),
  )
  return read
    .filter((device) => device !== null)
    .sort((a, b) => a.bus - b.bus || a.port.localeCompare(b.port, 'en', { numeric: true }))
}

/** The attributes are those of Documentation/ABI/stable/sysfs-bus-usb. */
async function readDevice(directory: string, roots: UsbRoots): Promise<HostUsbDevice | null> {
  const attribute = async (name: string): Promise<string | null> => {
    const text = await readFile(join(directory, name), 'utf8').catch(() => null)
    return text?.replaceAll(UNPRINTABLE, '').trim() || null
  }
  const [vendor, product, bus, address, port, kind] = await Promise.all([
    ...['idVendor', 'idProduct', 'busnum', 'devnum', 'devpath', 'bDeviceClass'].map(attribute),
  ])
  const [manufacturer, name, speed] = await Promise.all([
    ...['manufacturer', 'product', 'speed'].map(attribute),
  ])
  if (kind === HUB_CLASS) return null
  if (!vendor || !product || !bus || !address || !port) return null
  const node = join(roots.nodes, bus.padStart(3, '0'), address.padStart(3, '0'))
  const speedMbps = Number(speed ?? Number.NaN)
  return {
    ...{ vendor, product, port, node },
    ...{ manufacturer: manufacturer ?? null, name: name ?? null },
    ...{ bus: Number(bus), address: Number(address) },
    speedMbps: Number.isFinite(speedMbps) ? speedMbps : null,
    access: await accessTo(node),
    rule: udevRule(vendor, product),
  }
}

/** usbfs hands a device to whoever may write to its node. */
async function accessTo(node: string): Promise<HostUsbDevice['access']> {
  try {
    await access(node, constants.R_OK | constants.W_OK)
    return 'writable'
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? 'no-node' : 'no-permission'
  }
}

/**
 * Lets the user of the active seat use the device. logind acts on the tag in 73-seat-late.rules, so
 * the file with the line must come before that.
 */
const udevRule = (vendor: string, product: string): string =>
  `SUBSYSTEM=="usb", ATTR{idVendor}=="${vendor}", ATTR{idProduct}=="${product}", TAG+="uaccess"`
