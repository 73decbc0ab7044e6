import type { NewGuest } from '../../../shared/domain/guest-config.ts'
import { diskFile, type Paths } from '../../platform/paths.ts'
import { findQemuImg } from '../capabilities/index.ts'
import type { MachineDefaults } from '../machine-defaults.ts'
import type { PlannedGuest } from '../storage/clone-guest.ts'
import { adoptDisk, checkDiskFile, createQcow2 } from '../storage/index.ts'
import { newDisksFolder, placeToFill } from '../store/disks-folder.ts'
import { newGuestConfig, newGuestId } from './new-guest.ts'

/**
 * A guest as a person asks for it. Rejects with what adoptDisk and checkDiskFile say of the files that
 * it names; `fill` as createQcow2 does.
 */
export async function planNewGuest(
  input: NewGuest,
  options: {
    readonly env: NodeJS.ProcessEnv
    readonly paths: Paths
    readonly defaults: MachineDefaults
  },
): Promise<PlannedGuest> {
  const { env, paths, defaults } = options
  const id = newGuestId()
  const { disk } = input
  const existing =
    disk.kind === 'existing'
      ? await adoptDisk({ qemuImg: await findQemuImg(env), ...disk })
      : { format: 'qcow2' as const, backing: [] }
  const files = [input.cdrom, input.kernelBoot?.kernel, input.kernelBoot?.initrd]
  for (const path of files) if (path !== undefined) await checkDiskFile(path, { writable: false })
  const folder = newDisksFolder(paths, defaults.disksFolder, { id, name: input.name })
  const diskPath = diskFile(folder, 'disk0')
  const config = newGuestConfig(input, id, { diskPath, existing, now: Date.now(), defaults })
  return {
    config,
    fill: async (directory) => {
      if (disk.kind !== 'new') return
      const qemuImg = await findQemuImg(env)
      const path = placeToFill(diskPath, paths.guest(id).dir, directory)
      await createQcow2({ qemuImg, path, sizeBytes: disk.sizeBytes })
    },
  }
}
