import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { DiskConfig, GuestConfig } from '../../../shared/domain/guest-config.ts'
import { checkChain, checkDiskFile, findDiskHolder, ioUringFits } from '../storage/index.ts'

/**
 * Looks at every file that the guest names before QEMU does, so that the refusal names the file and
 * the cause: DISK_MISSING, DISK_UNREADABLE, DISK_IS_DIRECTORY, DISK_FORMAT_UNKNOWN, or what
 * checkChain says of a disk's header and of what lies below it.
 */
export async function checkFiles(config: GuestConfig): Promise<void> {
  const { kernel, initrd } = config.kernelBoot ?? {}
  const readOnly = [...config.cdroms.map((cdrom) => cdrom.path), kernel, initrd]
  await Promise.all([
    ...config.disks.map(checkDisk),
    ...readOnly
      .filter((path) => path !== null && path !== undefined)
      .map((path) => checkDiskFile(path, { writable: false })),
  ])
}

async function checkDisk(disk: DiskConfig): Promise<void> {
  await checkDiskFile(disk.path, { writable: !disk.readOnly })
  await checkChain(disk)
}

/** The disks, by their ids, that QEMU must not read through io_uring. */
export async function disksWithoutIoUring({ disks }: GuestConfig): Promise<Set<string>> {
  const fits = await Promise.all(disks.map(ioUringFits))
  return new Set(disks.filter((_, index) => fits[index] === false).map(({ id }) => id))
}

/**
 * Rejects with DISK_IN_USE, and who it is, where another process holds a disk of the guest. QEMU
 * refuses such a disk by itself, so this may run beside its start: it is there for the sentence. Without
 * `qemuPid` the guest's own QEMU is gone.
 */
export async function checkDisksAreFree(config: GuestConfig, qemuPid?: number): Promise<void> {
  await Promise.all(
    config.disks.map(async ({ path, readOnly }) => {
      const except = qemuPid === undefined ? {} : { exceptPid: qemuPid }
      const holder = await findDiskHolder(path, { writable: !readOnly, ...except })
      if (holder !== null) throw new GuesthouseError('DISK_IN_USE', { path, holder })
    }),
  )
}
