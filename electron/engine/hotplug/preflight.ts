import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { DiskConfig, GuestConfig } from '../../../shared/domain/guest-config.ts'
import { checkDiskFile, findDiskHolder, findQemuImg, inspectImage } from '../storage/index.ts'
import { describeUsbDevice, findUsbDevice } from '../usb/index.ts'
import type { Operation } from './operation.ts'
import type { Step } from './step.ts'

/**
 * Looks at what the steps need of this computer before anything is done to the guest, so that a
 * refusal names the file or device and its cause: DISK_MISSING, DISK_UNREADABLE, DISK_IS_DIRECTORY,
 * DISK_FORMAT_UNKNOWN, DISK_IN_USE, USB_NOT_WRITABLE.
 */
export async function checkSteps(
  { usbDevices, handle }: Pick<Operation, 'usbDevices' | 'handle'>,
  steps: readonly Step[],
  guest: { readonly running: GuestConfig; readonly pid: number },
): Promise<void> {
  const removed = new Set(
    steps.flatMap((step) => (step.kind === 'remove' ? [step.device.config.id] : [])),
  )
  const kept = guest.running.disks.filter(({ id }) => !removed.has(id))
  for (const step of steps) {
    if (step.kind === 'medium') await checkDisc(step.to.path, kept, guest.pid)
    if (step.kind !== 'add') continue
    const { list, config } = step.device
    if (list === 'disks') {
      await checkDisk(config, kept, guest.pid)
      await checkFormats(config, await findQemuImg(handle.env))
    }
    if (list === 'cdroms') await checkDisc(config.path, kept, guest.pid)
    if (list === 'usbDevices') {
      const found = findUsbDevice(await usbDevices(), config)
      if (found === null || found.access === 'writable') continue
      const device = describeUsbDevice(found)
      throw new GuesthouseError('USB_NOT_WRITABLE', { device, node: found.node, rule: found.rule })
    }
  }
}

/** What a disk of the guest itself is called where it is in the way. */
const ITSELF = 'this machine'

async function checkDisk(
  disk: DiskConfig,
  kept: readonly DiskConfig[],
  pid: number,
): Promise<void> {
  const { path } = disk
  await checkDiskFile(path, { writable: !disk.readOnly })
  for (const { path: below } of disk.backing) await checkDiskFile(below, { writable: false })
  const twice = kept.some((other) => other.path === path && !(other.readOnly && disk.readOnly))
  const holder = twice
    ? ITSELF
    : await findDiskHolder(path, { writable: !disk.readOnly, exceptPid: pid })
  if (holder !== null) throw new GuesthouseError('DISK_IN_USE', { path, holder })
}

/**
 * An image that is not what it is said to be must not reach the running QEMU, which would hang over
 * one that is shorter than a header (see ioUringFits). Raw is said of any file.
 */
async function checkFormats(disk: DiskConfig, qemuImg: string): Promise<void> {
  for (const { path, format } of [disk, ...disk.backing]) {
    if (format === 'raw') continue
    const { format: found } = await inspectImage({ qemuImg, path })
    if (found === format) continue
    throw new GuesthouseError('DISK_FORMAT_UNKNOWN', { path }, `${found}, not ${format}`)
  }
}

async function checkDisc(
  path: string | null,
  kept: readonly DiskConfig[],
  pid: number,
): Promise<void> {
  if (path === null) return
  await checkDiskFile(path, { writable: false })
  const twice = kept.some((disk) => disk.path === path && !disk.readOnly)
  const holder = twice ? ITSELF : await findDiskHolder(path, { writable: false, exceptPid: pid })
  if (holder !== null) throw new GuesthouseError('DISK_IN_USE', { path, holder })
}
