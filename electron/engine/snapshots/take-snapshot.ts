import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { SnapshotView, TakeSnapshot } from '../../../shared/domain/snapshots.ts'
import type { GuestHandle, RunHandle } from '../guest/guest-handle.ts'
import { startedMemoryMiB } from '../qmp/index.ts'
import { imageTools } from '../storage/guest-disks.ts'
import { copyTpmState } from '../storage/tpm-state.ts'
import { factsOfNone, machineFacts } from './machine-facts.ts'
import { mendSnapshots } from './mend-snapshots.ts'
import {
  changeSnapshot,
  deleteTag,
  hasNvram,
  requireUsable,
  snapshotImages,
} from './snapshot-images.ts'
import { grown } from './snapshot-tree.ts'
import { forgetScreen, keepScreen } from './snapshot-picture.ts'
import { readSnapshots, type Snapshot, writeSnapshots } from './snapshots-file.ts'
import {
  deleteRunning,
  type Freeze,
  neverFrozen,
  planRunning,
  takeDisks,
  takeWithMemory,
} from './take-running.ts'
import { uncancelled } from './uncancelled.ts'

/**
 * Keeps the guest's present state, so that it can be gone back to: of one that runs with its memory or
 * without, of one that is off its disks. What was begun is written down first, so that one that is
 * cut off (a power cut, kill -9) is taken out of the images before they are used again. Where it
 * fails or is cancelled the guest is as it was. Rejects with what planRunning, snapshotImages and
 * requireUsable say, SNAPSHOT_FAILED, IMAGE_FAILED, NO_SPACE, or the job's reason.
 */
export async function takeSnapshot(
  handle: GuestHandle,
  input: TakeSnapshot,
  freeze: Freeze = neverFrozen,
): Promise<SnapshotView> {
  await mendSnapshots(handle)
  const run = handle.run()
  const taking = run === null ? takeOff(handle) : takeRunning(handle, run, input.memory, freeze)
  return record(handle, input, await taking)
}

/** How one snapshot is taken, once it was found that it can be. */
interface Taking {
  readonly about: Pick<
    Snapshot,
    'kind' | 'config' | 'nvram' | 'machineType' | 'qemuVersion' | 'processor'
  >
  take(tag: string): Promise<Pick<Snapshot, 'frozen' | 'memoryBytes' | 'tpm'>>
  /** Takes out what there is of it. */
  undo(tag: string): Promise<void>
}

async function record(
  handle: GuestHandle,
  input: TakeSnapshot,
  taking: Taking,
): Promise<SnapshotView> {
  const { paths, logger } = handle
  const id = randomUUID()
  const before = await readSnapshots(paths)
  const status = await handle.run()?.qmp.execute('query-status')
  const goOn = taking.about.kind === 'memory' && status?.running === true
  const pending = { action: 'take', snapshot: id, goOn } as const
  await writeSnapshots(paths, { ...before, pending })
  await keepScreen(handle, id)
  try {
    const taken = await taking.take(id)
    const { name, note } = input
    const snapshot = { id, name, note, takenAt: Date.now(), ...taking.about, ...taken }
    const file = { ...before, ...grown<Snapshot>(before, snapshot) }
    await writeSnapshots(paths, file)
    return { ...snapshot, parent: before.current }
  } catch (error) {
    try {
      await taking.undo(id)
      await rm(paths.snapshotTpmDir(id), { recursive: true, force: true })
      await forgetScreen(handle, id)
      await writeSnapshots(paths, before)
    } catch (failure) {
      // It stays written down as begun, and is taken out before the images are used again.
      logger.warn('undoing a snapshot', { error: failure })
    }
    if (error instanceof GuesthouseError || handle.job.signal.aborted) throw error
    throw new GuesthouseError('SNAPSHOT_FAILED', { reason: String(error) }, error)
  }
}

async function takeOff(handle: GuestHandle): Promise<Taking> {
  const { paths } = handle
  const config = handle.config()
  const nvram = await hasNvram(config, paths)
  const images = snapshotImages({ config, nvram }, paths)
  await requireUsable(images)
  const tools = await imageTools(handle)
  return {
    about: { kind: 'off', config, nvram, ...factsOfNone },
    take: async (tag) => {
      for (const image of images) await changeSnapshot(tools, '-c', tag, image)
      const tpm = config.tpm && (await copyTpmState(paths.tpmDir, paths.snapshotTpmDir(tag)))
      return { frozen: true, memoryBytes: 0, tpm }
    },
    undo: async (tag) => deleteTag(await imageTools(uncancelled(handle)), tag, images),
  }
}

async function takeRunning(
  handle: GuestHandle,
  run: RunHandle,
  memory: boolean,
  freeze: Freeze,
): Promise<Taking> {
  const { paths } = handle
  const config = { ...run.record.config, memoryMiB: await startedMemoryMiB(run.qmp) }
  const nodes = await planRunning(run, { memory })
  const nvram = nodes.nodes.some(({ path }) => path === paths.nvram)
  const copyTpm = async (tag: string): Promise<boolean> =>
    config.tpm && (await copyTpmState(paths.tpmDir, paths.snapshotTpmDir(tag)))
  const withMemory: Taking['take'] = async (tag) => {
    let tpm = false
    // The state is in the saved memory too; the copy is for a new guest, which gets the disks alone.
    await takeWithMemory(handle, run, nodes, tag, async () => {
      tpm = await copyTpm(tag)
    })
    return { frozen: false, memoryBytes: await memorySize(run, nodes.memory, tag), tpm }
  }
  const disksOnly: Taking['take'] = async (tag) => {
    const { value: tpm, frozen } = await freeze(handle, async () => {
      await takeDisks(run, nodes, tag)
      return copyTpm(tag)
    })
    return { frozen, memoryBytes: 0, tpm }
  }
  return {
    about: { kind: memory ? 'memory' : 'disk', config, nvram, ...(await machineFacts(run)) },
    take: memory ? withMemory : disksOnly,
    undo: (tag) => deleteRunning(run, nodes, tag),
  }
}

async function memorySize({ qmp }: RunHandle, node: string, tag: string): Promise<number> {
  const blocks = await qmp.execute('query-block')
  const image = blocks.find(({ inserted }) => inserted?.['node-name'] === node)?.inserted?.image
  return image?.snapshots?.find(({ name }) => name === tag)?.['vm-state-size'] ?? 0
}
