import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { GrowDisk } from '../../../shared/domain/storage.ts'
import type { GuestHandle, RunHandle } from '../guest/guest-handle.ts'
import { checkChain } from './backing-chain.ts'
import { diskNode } from './block-nodes.ts'
import { diskOf, imageOf, imageTools } from './guest-disks.ts'
import { runImageJob } from './image-job.ts'
import { imageTree } from './image-tree.ts'
import { inspectImage } from './inspect-image.ts'
import { requireUnused } from './require-unused.ts'

/** ms; the tables of a large image are extended, which waits for its disk. */
const RESIZE_TIMEOUT_MS = 120_000

/**
 * Makes a disk larger, in a guest that runs as well: it sees the new size at once. What is inside
 * (partitions, file systems) is the guest's to extend. Rejects with DISK_NOT_SMALLER,
 * DISK_NOT_CHANGEABLE for one that is read-only, and what runImageJob and QMP say.
 */
export async function growDisk(handle: GuestHandle, input: GrowDisk): Promise<void> {
  const disk = diskOf(handle.config(), input.disk)
  const { path } = disk
  if (disk.readOnly) {
    throw new GuesthouseError('DISK_NOT_CHANGEABLE', { path, reason: 'it is read-only' })
  }
  const run = handle.run()
  if (run !== null) return growRunning(run, input, path)
  const { qemuImg, job } = await imageTools(handle)
  const image = imageOf(disk)
  await checkChain(image)
  await requireUnused(path, { writable: true })
  const { virtualSizeBytes } = await inspectImage({ qemuImg, path, signal: job.signal })
  if (!isGrowth(path, virtualSizeBytes, input.sizeBytes)) return
  const args = ['resize', '-q', imageTree(image), String(input.sizeBytes)]
  await runImageJob({ qemuImg, args, job, path })
}

async function growRunning(run: RunHandle, input: GrowDisk, path: string): Promise<void> {
  const node = await diskNode(run.qmp, input.disk)
  if (!isGrowth(path, node.virtualSizeBytes, input.sizeBytes)) return
  await run.qmp.execute(
    'block_resize',
    { 'node-name': node.name, size: input.sizeBytes },
    { timeoutMs: RESIZE_TIMEOUT_MS },
  )
}

function isGrowth(path: string, now: number, wanted: number): boolean {
  if (wanted < now) throw new GuesthouseError('DISK_NOT_SMALLER', { path, bytes: now })
  return wanted > now
}
