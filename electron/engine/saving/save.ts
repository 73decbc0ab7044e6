import { open, rename, rm } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { syncDirectory, writeFileAtomic } from '../../platform/files.ts'
import { reachable } from '../guest/commands.ts'
import type { GuestHandle, RunHandle } from '../guest/guest-handle.ts'
import { unlessAborted } from '../guest/unless-aborted.ts'
import { takeBefore } from '../pictures/index.ts'
import { machineType, type QmpClient, startedMemoryMiB } from '../qmp/index.ts'
import { refuseBlocked } from './blockers.ts'
import { plugClipboard, sharesClipboard, unplugClipboard } from './clipboard.ts'
import { readLayout } from './layout.ts'
import {
  abandonMigration,
  expectOutcome,
  failureWords,
  prepareMigration,
  type Outcome,
} from './migration.ts'
import { watched } from './watched.ts'
import { identifyDisks, type SavedRecord, writeSavedRecord } from './saved-record.ts'
import { receiveState } from './state-file.ts'

/** ms for the receiver to end after QEMU's side did. */
const RECEIVER_GRACE_MS = 3_000

/** What a save that was cut off has to undo: saving.json, beside the sockets. */
export interface SaveInProgress {
  readonly wasPaused: boolean
  readonly clipboard: boolean
}

/**
 * Saves a guest to disk and ends its QEMU. Until the record is there, by one rename, the guest is
 * the one that runs; from then on it is the saved one, whatever ends when. Where it fails or is
 * cancelled the guest goes on as before, and nothing is left on the disk. Rejects with SAVE_BLOCKED,
 * NO_SPACE, FILE_WRITE_FAILED, SAVE_FAILED or the signal's reason.
 */
export async function saveGuest(handle: GuestHandle): Promise<void> {
  const { logger, job, paths } = handle
  const run = reachable(handle)
  const { qmp } = run
  await refuseBlocked(qmp, run.record)
  const { running } = await qmp.execute('query-status')
  // What follows is asked of QEMU without waiting for it.
  const picture = takeBefore(run, paths, logger)
  const undo: (() => Promise<unknown>)[] = []
  handle.apply({ type: 'save-requested' })
  logger.debug('saving', { step: 'begun' })
  try {
    const clipboard = await sharesClipboard(qmp)
    const progress: SaveInProgress = { wasPaused: !running, clipboard }
    undo.push(() => rm(paths.savingFile, { force: true }))
    await writeFileAtomic(paths.savingFile, JSON.stringify(progress), { durable: false })
    if (clipboard) {
      undo.push(() => plugClipboard(qmp))
      await unplugClipboard(qmp)
    }
    if (running) {
      undo.push(() => qmp.execute('cont'))
      await qmp.execute('stop')
    }
    logger.debug('saving', { step: 'stopped' })
    job.signal.throwIfAborted()
    undo.push(() => rm(paths.unfinishedState, { force: true }))
    undo.push(() => abandonMigration(qmp, { paused: !running }))
    const state = await writeState(handle, qmp)
    // What is left takes no time worth cancelling.
    logger.debug('saving', { step: 'written' })
    undo.push(() => rm(paths.savedState, { force: true }))
    // Writing it may fail when it has its name already.
    undo.push(() => rm(paths.savedFile, { force: true }))
    await rename(paths.unfinishedState, paths.savedState)
    await syncDirectory(paths.dir)
    logger.debug('saving', { step: 'named' })
    await writeSavedRecord(paths, { ...(await describe(handle, run)), ...state, ...progress })
    logger.debug('saving', { step: 'recorded' })
  } catch (error) {
    for (const step of undo.reverse()) {
      await step().catch((failure: unknown) => logger.warn('undoing a save', { error: failure }))
    }
    handle.apply({ type: 'save-failed', before: running ? 'running' : 'paused' })
    // Where QEMU did not go on, its own word counts.
    await handle.readRunState().catch(() => {})
    if (job.signal.aborted) throw job.signal.reason
    throw error instanceof GuesthouseError ? error : new GuesthouseError('SAVE_FAILED', {}, error)
  }
  await picture
  await handle.end()
}

type State = Pick<SavedRecord, 'format' | 'bytes'>

/** The guest's memory in a file of its own, all of it on the disk. */
async function writeState(handle: GuestHandle, qmp: QmpClient): Promise<State> {
  const { mappedRam } = await prepareMigration(qmp)
  // 128 MiB/s otherwise (migration/options.c), which made a save take three times as long.
  await qmp.execute('migrate-set-parameters', { 'max-bandwidth': 0 })
  return mappedRam ? writeMappedRam(handle, qmp) : writeStream(handle, qmp)
}

async function writeStream(handle: GuestHandle, qmp: QmpClient): Promise<State> {
  const { paths } = handle
  const receiver = await receiveState({
    env: handle.env,
    socketPath: paths.saveSocket,
    filePath: paths.unfinishedState,
  })
  try {
    const how = await migrate(handle, qmp, () => qmp.execute('migrate', { uri: receiver.uri }))
    if (how !== 'completed') {
      // Where the disk refused, its words say more than QEMU's broken pipe.
      await Promise.race([receiver.received, delay(RECEIVER_GRACE_MS)])
      throw new Error(await failureWords(qmp))
    }
    return { format: 'stream', bytes: await receiver.received }
  } finally {
    await receiver.close()
  }
}

/** QEMU 9.0 and later writes each page to its place in a file, once. */
async function writeMappedRam(handle: GuestHandle, qmp: QmpClient): Promise<State> {
  const { files, paths } = handle
  const { id } = handle.config()
  const filename = paths.unfinishedState
  await rm(filename, { force: true })
  const file = await open(filename, 'wx', 0o600)
  try {
    await files.take(id, [{ path: filename, access: 'write' }])
    await qmp.execute('migrate-set-capabilities', {
      capabilities: [{ capability: 'mapped-ram', state: true }],
    })
    const channels = [fileChannel(filename)]
    const how = await migrate(handle, qmp, () => qmp.execute('migrate', { channels }))
    if (how !== 'completed') throw new Error(await failureWords(qmp))
    await file.sync()
    return { format: 'mapped-ram', bytes: (await file.stat()).size }
  } finally {
    await files.release(id, [filename])
    await file.close()
  }
}

export const fileChannel = (filename: string) =>
  ({ 'channel-type': 'main', addr: { transport: 'file', filename, offset: 0 } }) as const

/** Runs a migration to its end, whatever that is. Rejects with the signal's reason. */
async function migrate(
  { job, logger }: GuestHandle,
  qmp: QmpClient,
  start: () => Promise<unknown>,
): Promise<Outcome> {
  const { outcome, forget } = expectOutcome(qmp)
  try {
    await start()
    logger.debug('saving', { step: 'migrating' })
    return await watched(unlessAborted(outcome, job.signal), async () => {
      const { ram } = await qmp.execute('query-migrate')
      if (ram !== undefined) job.progress(ram.total - ram.remaining, ram.total)
    })
  } finally {
    forget()
  }
}

/** What the state can be restored with; all of it as it is in fact, whatever it was started from. */
async function describe(
  { paths }: GuestHandle,
  { qmp, record }: RunHandle,
): Promise<Omit<SavedRecord, 'schema' | keyof State | keyof SaveInProgress>> {
  const { accelerator, acceleratorReason, config, connections, cpu } = record
  const onSlirp = Object.entries(connections).filter(([, { backend }]) => backend === 'slirp')
  return {
    ...{ savedAt: Date.now(), qemuVersion: qmp.version, machineType: await machineType(qmp) },
    ...{ accelerator, acceleratorReason, cpu, layout: await readLayout(qmp, config) },
    config: { ...config, memoryMiB: await startedMemoryMiB(qmp) },
    slirpNics: onSlirp.map(([id]) => id),
    // The migration has flushed them, and QEMU has given them up: nothing changes them any more.
    disks: await identifyDisks(config, paths),
  }
}
