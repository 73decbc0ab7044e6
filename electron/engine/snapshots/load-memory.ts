import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { QmpClient } from '../qmp/index.ts'
import { loadJobId } from './finish-revert.ts'
import { runQmpJob } from './qmp-job.ts'
import { snapshotNodes } from './running-nodes.ts'
import type { Snapshot } from './snapshots-file.ts'

/**
 * Loads a snapshot's disks and memory into a QEMU that has the same hardware; `begin` is called once
 * nothing speaks against it and before anything is changed. It cannot be cancelled: half of it is no
 * state at all. Rejects with SNAPSHOT_INCOMPLETE, then with SNAPSHOT_LOAD_FAILED.
 */
export async function loadMemory(
  qmp: QmpClient,
  { id: tag, config }: Snapshot,
  begin: () => Promise<void>,
): Promise<void> {
  const nodes = await snapshotNodes(qmp, config)
  const blocks = await qmp.execute('query-block')
  for (const { name, path } of nodes.nodes) {
    const image = blocks.find(({ inserted }) => inserted?.['node-name'] === name)?.inserted?.image
    if (image?.snapshots?.some((snapshot) => snapshot.name === tag) === true) continue
    throw new GuesthouseError('SNAPSHOT_INCOMPLETE', { path })
  }
  await begin()
  const id = loadJobId(tag)
  const job = { signal: new AbortController().signal, progress: () => {} }
  const target = { 'job-id': id, tag, vmstate: nodes.memory, devices: nodes.all }
  try {
    const load = (options: { readonly timeoutMs: number }) =>
      qmp.execute('snapshot-load', target, options)
    await runQmpJob(qmp, id, load, job, { keepFailed: true })
  } catch (error) {
    const reason = error instanceof GuesthouseError ? (error.params['reason'] ?? error.message) : ''
    throw new GuesthouseError('SNAPSHOT_LOAD_FAILED', { reason }, error)
  }
}
