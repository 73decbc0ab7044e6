import type { GuestConfig } from '../../../../shared/domain/guest-config.ts'
import { diskFile, type GuestPaths } from '../../../platform/paths.ts'
import { placeToFill } from '../../store/disks-folder.ts'
import { diskId, guestOf, type MachineDraft } from '../draft.ts'
import type { ImageTools } from '../../storage/copy-image.ts'
import { createQcow2 } from '../../storage/create-qcow2.ts'
import { requireSpace } from '../../storage/free-space.ts'
import { partOfJob } from '../../storage/image-job.ts'
import type { PlannedGuest } from '../../storage/clone-guest.ts'
import { convertMember, measureMember } from './disk-image.ts'
import { verifyMember } from './manifest.ts'
import type { OpenedOva } from './read-ova.ts'

/** `place` says where a file is while the guest is being made. */
type Step = (tools: ImageTools, place: (path: string) => string) => Promise<void>

/**
 * The guest of an archive: its disks become qcow2s of its own. Checksums are looked at first, so that
 * nothing is made of what was damaged. `fill` rejects like verifyMember and convertMember.
 */
export function planOva(
  ova: OpenedOva,
  made: {
    readonly path: string
    readonly draft: MachineDraft
    readonly paths: GuestPaths
    /** Where its disks are made. */
    readonly folder: string
    readonly id: string
    readonly tools: ImageTools
  },
): PlannedGuest {
  const { path, draft, paths, folder, id, tools } = made
  const disks = draft.disks.map(({ bus, settings }, index) => ({
    ...{ id: diskId(index), bus, format: 'qcow2', managed: true },
    ...settings,
    path: diskFile(folder, diskId(index)),
  }))
  const config = guestOf(draft, { path, now: Date.now(), id }, disks)
  return {
    config,
    fill: async (directory) => {
      const place = (file: string): string => placeToFill(file, paths.dir, directory)
      await requireSpaceForAll(ova, path, place(diskFile(folder, diskId(0))), tools)
      const steps = [...checkSteps(ova, path), ...diskSteps(ova, path, config)]
      for (const [index, step] of steps.entries()) {
        const job = partOfJob(tools.job, index, steps.length)
        await step({ ...tools, job }, place)
      }
    },
  }
}

function checkSteps({ checksums, descriptor, images }: OpenedOva, path: string): Step[] {
  const members = [descriptor, ...[...images.values()].map(({ member }) => member)]
  return members.flatMap((member) => {
    const checksum = checksums.get(member.name)
    return checksum === undefined
      ? []
      : [({ job }: ImageTools) => verifyMember(path, member, checksum, job)]
  })
}

const diskSteps = ({ draft, images }: OpenedOva, path: string, config: GuestConfig): Step[] =>
  draft.disks.map(({ origin }, index) => async (tools, place) => {
    const disk = config.disks[index]
    if (disk === undefined) return
    const target = place(disk.path)
    if (origin.kind === 'blank') {
      const { qemuImg, job } = tools
      await createQcow2({ qemuImg, path: target, sizeBytes: origin.sizeBytes, signal: job.signal })
      return
    }
    const image = origin.kind === 'member' ? images.get(origin.name) : undefined
    if (image !== undefined) await convertMember(tools, path, image, target)
  })

/** Before anything is written: for all disks together. */
async function requireSpaceForAll(
  { images }: OpenedOva,
  path: string,
  first: string,
  { qemuImg, job }: ImageTools,
): Promise<void> {
  let needed = 0
  for (const image of images.values()) {
    needed += await measureMember(qemuImg, path, image, job.signal)
  }
  await requireSpace(first, needed)
}
