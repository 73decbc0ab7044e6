import { readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { DiskConfig, GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { CloneGuest } from '../../../shared/domain/storage.ts'
import { writeFileAtomic } from '../../platform/files.ts'
import { diskFile, type GuestPaths } from '../../platform/paths.ts'
import type { GuestHandle } from '../guest/guest-handle.ts'
import { newGuestId } from '../guest/new-guest.ts'
import { newDisksFolder, placeToFill } from '../store/disks-folder.ts'
import { clonedConfig } from './clone-config.ts'
import { convertImage, copyImage, type ImageTools } from './copy-image.ts'
import { imageOf, imageTools, requireOff } from './guest-disks.ts'
import { partOfJob } from './image-job.ts'
import { inspectImage } from './inspect-image.ts'
import { createOverlay } from './overlay.ts'
import { copyTpmState } from './tpm-state.ts'

/** A guest that is to be made: its description, and what puts its files into a directory. */
export interface PlannedGuest {
  readonly config: GuestConfig
  readonly fill: (directory: string) => Promise<void>
}

/**
 * A guest after another that is off. Full: with disks of its own that build on nothing, without the
 * snapshots. Linked: of a template only, with disks that build on the template's. Both get a copy
 * of the firmware's variables and of the TPM's state: what the guest sealed with its TPM opens in the
 * clone too. Files that Guesthouse did not make and that are only read stay shared.
 * Rejects with NOT_A_TEMPLATE; `fill` with what copyImage, convertImage and createOverlay say.
 */
export async function planClone(handle: GuestHandle, input: CloneGuest): Promise<PlannedGuest> {
  requireOff(handle)
  const source = handle.config()
  if (input.kind === 'linked' && !source.template) throw new GuesthouseError('NOT_A_TEMPLATE')
  const id = newGuestId()
  const target = handle.allPaths.guest(id)
  const folder = newDisksFolder(handle.allPaths, handle.disksFolder(), { id, name: input.name })
  const make = input.kind === 'linked' ? linkedDisk : fullDisk
  const disks = source.disks.map((disk) => make(disk, folder))
  const nvram = (await exists(handle.paths.nvram)) ? [nvramDisk(handle.paths, target)] : []
  const tools = await imageTools(handle)
  const config = clonedConfig(source, { id, name: input.name, now: Date.now() })
  return {
    config: { ...config, disks: disks.map(({ disk }) => disk) },
    fill: async (directory) => {
      const steps = [...disks, ...nvram].flatMap(({ make: step }) => step ?? [])
      for (const [index, step] of steps.entries()) {
        const job = partOfJob(tools.job, index, steps.length)
        await step({ ...tools, job }, (path) => placeToFill(path, target.dir, directory))
      }
      await copyNvramOrigin(handle.paths, target, directory)
      await copyTpmState(handle.paths.tpmDir, join(directory, basename(target.tpmDir)))
    },
  }
}

interface PlannedDisk {
  readonly disk: DiskConfig
  /** null where the file is shared. */
  readonly make: ((tools: ImageTools, place: (path: string) => string) => Promise<void>) | null
}

function fullDisk(disk: DiskConfig, folder: string): PlannedDisk {
  if (disk.readOnly && !disk.managed) return { disk, make: null }
  const path = diskFile(folder, disk.id, disk.format)
  return {
    disk: { ...disk, path, managed: true, backing: [] },
    make: (tools, place) => copyStandalone(tools, disk, place(path)),
  }
}

function linkedDisk(disk: DiskConfig, folder: string): PlannedDisk {
  // Nobody writes to it: the template's own will do.
  if (disk.readOnly) return { disk: { ...disk, managed: false }, make: null }
  const path = diskFile(folder, disk.id)
  const backing = [{ path: disk.path, format: disk.format }, ...disk.backing]
  return {
    disk: { ...disk, path, format: 'qcow2', managed: true, backing },
    make: ({ qemuImg, job }, place) =>
      createOverlay({
        ...{ qemuImg, base: imageOf(disk), path: place(path) },
        signal: job.signal,
      }),
  }
}

const nvramDisk = ({ nvram }: GuestPaths, target: GuestPaths): Pick<PlannedDisk, 'make'> => ({
  make: (tools, place) => {
    return copyStandalone(tools, { path: nvram, format: 'qcow2', backing: [] }, place(target.nvram))
  },
})

/** Says which firmware the variables belong to; without variables there is none. */
export async function copyNvramOrigin(
  { nvramOrigin }: GuestPaths,
  target: GuestPaths,
  directory: string,
): Promise<void> {
  const path = join(directory, basename(target.nvramOrigin))
  if (await exists(nvramOrigin)) await writeFileAtomic(path, await readFile(nvramOrigin))
}

/** The file as it is where that will do, because blocks can be shared; else its content anew. */
async function copyStandalone(
  tools: ImageTools,
  image: Pick<DiskConfig, 'path' | 'format' | 'backing'>,
  path: string,
): Promise<void> {
  const { path: source, format, backing } = image
  const { snapshots } = await inspectImage({ qemuImg: tools.qemuImg, path: source })
  if (backing.length === 0 && snapshots.length === 0) return copyImage(tools, image, path)
  await convertImage(tools, { path: source, format, backing }, { path, format })
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )
