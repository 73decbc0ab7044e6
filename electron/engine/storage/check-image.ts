import * as z from 'zod/mini'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import {
  type CheckOutcome,
  checkOutcomes,
  type CheckReport,
} from '../../../shared/domain/storage.ts'
import type { DiskFormat } from '../../../shared/domain/config/storage.ts'
import type { GuestHandle } from '../guest/guest-handle.ts'
import type { ImageTools } from './copy-image.ts'
import { diskOf, imageTools, requireOff } from './guest-disks.ts'
import { runImageJob } from './image-job.ts'
import { imageTree } from './image-tree.ts'
import { requireUnused } from './require-unused.ts'

/** `qemu-img check --output=json`: ImageCheck of qapi/block-core.json, in part. */
const checkSchema = z.object({
  corruptions: z._default(z.number(), 0),
  leaks: z._default(z.number(), 0),
  'corruptions-fixed': z._default(z.number(), 0),
  'leaks-fixed': z._default(z.number(), 0),
})

/** Exit statuses of qemu-img check (its manual): 2 damaged, 3 leaks, 63 a format without checks. */
const ANSWERS = [0, 2, 3, 63]
const NOT_CHECKABLE = 63

/**
 * Looks for damage and leaks; changes nothing unless `repair` says so. Rejects with DISK_IN_USE and
 * what runImageJob says.
 */
export async function checkImage(
  { qemuImg, job }: ImageTools,
  image: { readonly path: string; readonly format: DiskFormat },
  repair?: 'leaks' | 'all',
): Promise<CheckReport> {
  const { path } = image
  await requireUnused(path, { writable: repair !== undefined })
  // The files below it are checked by themselves, so none is opened.
  const args = [
    ...['check', '--output=json'],
    ...(repair === undefined ? [] : ['-r', repair]),
    imageTree({ ...image, backing: [] }),
  ]
  const result = await runImageJob({ qemuImg, args, job, path, accept: ANSWERS })
  if (result.code === NOT_CHECKABLE) return report('not-checkable', checkSchema.parse({}))
  try {
    const start = result.stdout.indexOf('{')
    const found = checkSchema.parse(JSON.parse(result.stdout.slice(start)))
    return report(outcomeOf(found), found)
  } catch (error) {
    throw new GuesthouseError('IMAGE_FAILED', { path }, error)
  }
}

function outcomeOf({ corruptions, leaks }: z.infer<typeof checkSchema>): CheckOutcome {
  if (corruptions > 0) return 'damaged'
  return leaks > 0 ? 'leaks' : 'good'
}

function report(outcome: CheckOutcome, found: z.infer<typeof checkSchema>): CheckReport {
  return {
    outcome,
    message: checkOutcomes[outcome],
    corruptions: found.corruptions,
    leaks: found.leaks,
    corruptionsFixed: found['corruptions-fixed'],
    leaksFixed: found['leaks-fixed'],
  }
}

/** Checks a disk of a guest that is off. */
export async function checkDisk(
  handle: GuestHandle,
  input: { readonly disk: string },
): Promise<CheckReport> {
  requireOff(handle)
  return checkImage(await imageTools(handle), diskOf(handle.config(), input.disk))
}

/** Mends a disk of a guest that is off, because the user asked for it; answers what is left. */
export async function repairDisk(
  handle: GuestHandle,
  input: { readonly disk: string; readonly what: 'leaks' | 'all' },
): Promise<CheckReport> {
  requireOff(handle)
  const tools = await imageTools(handle)
  const disk = diskOf(handle.config(), input.disk)
  const repaired = await checkImage(tools, disk, input.what)
  // The counts of a repair are of what it found; what is left only another look tells.
  const now = await checkImage(tools, disk)
  const { corruptionsFixed, leaksFixed } = repaired
  return { ...now, corruptionsFixed, leaksFixed }
}
