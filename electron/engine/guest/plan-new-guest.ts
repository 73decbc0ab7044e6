import { basename, join } from 'node:path'
import type { NewGuest } from '../../../shared/domain/guest-config.ts'
import type { Paths } from '../../platform/paths.ts'
import { findQemuImg } from '../capabilities/index.ts'
import type { PlannedGuest } from '../storage/clone-guest.ts'
import { adoptDisk, checkDiskFile, createQcow2 } from '../storage/index.ts'
import { newGuestConfig, newGuestId } from './new-guest.ts'

/**
 * A guest as a person asks for it. Rejects with what adoptDisk and checkDiskFile say of the files that
 * it names; `fill` as createQcow2 does.
 */
export async function planNewGuest(
  input: NewGuest,
  { env, paths: allPaths }: { readonly env: NodeJS.ProcessEnv; readonly paths: Paths },
): Promise<PlannedGuest> {
  const id = newGuestId()
  const { disk } = input
  const existing =
    disk.kind === 'existing'
      ? await adoptDisk({ qemuImg: await findQemuImg(env), ...disk })
      : { format: 'qcow2' as const, backing: [] }
  const files = [input.cdrom, input.kernelBoot?.kernel, input.kernelBoot?.initrd]
  for (const path of files) if (path !== undefined) await checkDiskFile(path, { writable: false })
  const diskPath = allPaths.guest(id).disk('disk0')
  const config = newGuestConfig(input, id, { diskPath, existing, now: Date.now() })
  return {
    config,
    fill: async (directory) => {
      if (disk.kind !== 'new') return
      const qemuImg = await findQemuImg(env)
      const path = join(directory, basename(diskPath))
      await createQcow2({ qemuImg, path, sizeBytes: disk.sizeBytes })
    },
  }
}
