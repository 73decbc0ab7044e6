import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import { checkDiskFile, findDiskHolder } from '../storage/index.ts'

/**
 * Looks at every file that the guest names before QEMU does, so that the refusal names the file and
 * the cause: DISK_MISSING, DISK_UNREADABLE, DISK_IS_DIRECTORY, DISK_FORMAT_UNKNOWN.
 */
export async function checkFiles(config: GuestConfig): Promise<void> {
  const { kernel, initrd } = config.kernelBoot ?? {}
  const readOnly = [...config.cdroms.map((cdrom) => cdrom.path), kernel, initrd]
  await Promise.all([
    ...config.disks.map((disk) => checkDiskFile(disk.path, { writable: !disk.readOnly })),
    ...readOnly
      .filter((path) => path !== null && path !== undefined)
      .map((path) => checkDiskFile(path, { writable: false })),
  ])
}

/**
 * Rejects with DISK_IN_USE, and who it is, where another process holds a disk of the guest. QEMU
 * refuses such a disk by itself, so this may run beside its start: it is there for the sentence.
 */
export async function checkDisksAreFree(config: GuestConfig, qemuPid: number): Promise<void> {
  await Promise.all(
    config.disks.map(async ({ path, readOnly }) => {
      const holder = await findDiskHolder(path, { writable: !readOnly, exceptPid: qemuPid })
      if (holder !== null) throw new GuesthouseError('DISK_IN_USE', { path, holder })
    }),
  )
}
