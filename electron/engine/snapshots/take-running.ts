import { readFile } from 'node:fs/promises'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { GuestHandle, RunHandle } from '../guest/guest-handle.ts'
import type { RunRecord } from '../store/run-file.ts'
import { requireSpace } from '../storage/free-space.ts'
import { findBlockers } from '../saving/blockers.ts'
import { runQmpJob } from './qmp-job.ts'
import { type SnapshotNodes, snapshotNodes } from './running-nodes.ts'
import { withoutClipboard } from './without-clipboard.ts'

/** ms; the tables of each image are copied and flushed. */
const TRANSACTION_TIMEOUT_MS = 120_000

/**
 * Does `work` while the guest's file systems are at rest, where its agent can bring that about, and
 * without that otherwise; says which.
 */
export type Freeze = <T>(
  handle: GuestHandle,
  work: () => Promise<T>,
) => Promise<{ readonly value: T; readonly frozen: boolean }>

/** For guests without an agent. */
export const neverFrozen: Freeze = async (_, work) => ({ value: await work(), frozen: false })

/**
 * What could keep the guest from a snapshot, looked at before anything is changed. Rejects with
 * SNAPSHOT_DISPOSABLE, SNAPSHOT_BLOCKED, SNAPSHOT_NEEDS_QCOW2, SNAPSHOT_NO_DISK, SPACE_NEEDED.
 */
export async function planRunning(
  { qmp, record }: RunHandle,
  options: { readonly memory: boolean },
): Promise<SnapshotNodes> {
  // What it writes goes to an overlay that is thrown away, and the snapshot would go with it.
  if (record.disposable) throw new GuesthouseError('SNAPSHOT_DISPOSABLE')
  const nodes = await snapshotNodes(qmp, record.config)
  if (!options.memory) return nodes
  const blockers = await findBlockers(qmp, record)
  if (blockers.length === 0) {
    const first = nodes.nodes.find(({ name }) => name === nodes.memory)
    if (first !== undefined) await requireSpace(first.path, await memoryInUse(record))
    return nodes
  }
  const reason = [...new Set(blockers.map(({ message }) => message))].join(', ')
  const words = blockers.flatMap(({ cause }) => (cause === undefined ? [] : [cause]))
  throw new GuesthouseError('SNAPSHOT_BLOCKED', { reason }, words.join('; ') || undefined)
}

/**
 * About the bytes that the memory will take: pages that nobody has touched are not written. What
 * QEMU itself takes is in it too. proc(5), of the process's status: in kB.
 */
async function memoryInUse({ process, config }: RunRecord): Promise<number> {
  const status = await readFile(`/proc/${process.pid}/status`, 'latin1')
  const bytes = [...status.matchAll(/^Vm(?:RSS|Swap):\s+(\d+) kB/gm)]
    .map(([, kilobytes]) => Number(kilobytes) * 1024)
    .reduce((sum, part) => sum + part, 0)
  return Math.min(bytes, config.memoryMiB * 1024 * 1024)
}

/**
 * Puts disks and memory under the tag. The guest stands still meanwhile, and goes on afterwards as
 * before. `whileStill` is done before, at the same moment of the guest's time. Rejects with what
 * runQmpJob says; the caller then deletes what there is of the tag.
 */
export async function takeWithMemory(
  { job }: GuestHandle,
  run: RunHandle,
  nodes: SnapshotNodes,
  tag: string,
  whileStill: () => Promise<void>,
): Promise<void> {
  const { qmp } = run
  await withoutClipboard(run, async () => {
    const { running } = await qmp.execute('query-status')
    try {
      // It may be followed after its time is over, so that the guest goes on in any case.
      if (running) await qmp.execute('stop')
      await whileStill()
      const id = `save-${tag}`
      const target = { 'job-id': id, tag, vmstate: nodes.memory, devices: nodes.all }
      await runQmpJob(qmp, id, (options) => qmp.execute('snapshot-save', target, options), job)
    } finally {
      if (running) await qmp.execute('cont')
    }
  })
}

/** Puts the disks alone under the tag, all at one moment, or none of them. */
export async function takeDisks(
  { qmp }: RunHandle,
  nodes: SnapshotNodes,
  tag: string,
): Promise<void> {
  const actions = nodes.all.map((device) => ({
    type: 'blockdev-snapshot-internal-sync' as const,
    data: { device, name: tag },
  }))
  await qmp.execute('transaction', { actions }, { timeoutMs: TRANSACTION_TIMEOUT_MS })
}

/** Deletes the tag from the disks of a guest that runs; those without it are passed over. */
export async function deleteRunning(
  { qmp }: RunHandle,
  nodes: Pick<SnapshotNodes, 'all'>,
  tag: string,
): Promise<void> {
  const id = `delete-${tag}`
  // What is begun is finished: a tag that some of the disks have is of no use.
  const job = { signal: new AbortController().signal, progress: () => {} }
  const target = { 'job-id': id, tag, devices: nodes.all }
  await runQmpJob(qmp, id, (options) => qmp.execute('snapshot-delete', target, options), job)
}
