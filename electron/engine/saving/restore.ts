import { readFile, open, rename, rm } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { withDescription } from '../../../shared/domain/describe.ts'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import { syncDirectory } from '../../platform/files.ts'
import type { GuestPaths } from '../../platform/paths.ts'
import { reachable } from '../guest/commands.ts'
import type { GuestHandle } from '../guest/guest-handle.ts'
import type { StartPlan } from '../guest/start-plan.ts'
import { unlessAborted } from '../guest/unless-aborted.ts'
import type { QmpClient } from '../qmp/index.ts'
import { correctClock } from './clock.ts'
import { plugClipboard } from './clipboard.ts'
import { expectOutcome, failureWords, prepareMigration } from './migration.ts'
import { watched } from './watched.ts'
import { mendSavedState, removeResumed } from './resumed.ts'
import { readSavedRecord, refuseStale, type SavedRecord } from './saved-record.ts'
import { fileChannel } from './save.ts'

/** ms for a QEMU that closed its connection to end. */
const END_GRACE_MS = 3_000

/** Where QEMU finds the state: the first descriptor after stdin, stdout and stderr. */
const STATE_DESCRIPTOR = 3

/**
 * How a saved guest goes on. Until its memory is loaded nothing on the disk changes, so that a
 * restore that fails or is cancelled leaves a saved guest. Rejects with SAVED_STATE_UNREADABLE,
 * SAVED_STATE_STALE, DISK_MISSING or DISK_UNREADABLE; the start, with RESTORE_FAILED as well.
 */
export async function planRestore(handle: GuestHandle): Promise<StartPlan> {
  const { paths } = handle
  const saved = await readSavedRecord(paths)
  await refuseStale(saved)
  const file = await open(paths.savedState, 'r')
  return {
    ...savedMachine(saved, handle.config()),
    inherit: [file.fd],
    ...(saved.format === 'mapped-ram'
      ? { files: [{ path: paths.savedState, access: 'read' as const }] }
      : {}),
    answered: async (qmp, signal) => {
      const loaded = watched(load(qmp, saved, paths, signal), async () => {
        handle.job.progress(await position(file.fd), saved.bytes)
      })
      await loaded.catch(async (error: unknown) => {
        // A QEMU that does not take the state ends, and what it printed says more than that it is
        // gone: the start fails with that, and aborts this.
        if (isGone(error)) await delay(END_GRACE_MS, null, { signal }).catch(() => {})
        throw error
      })
      signal.throwIfAborted()
      await goOn(qmp, saved, paths)
    },
    failed: async (error) => {
      // It may have come as far as to be no saved guest any more.
      await mendSavedState(paths, handle.logger)
      return handle.job.signal.aborted ? error : new GuesthouseError('RESTORE_FAILED', {}, error)
    },
    started: async () => {
      await removeResumed(paths)
      if (saved.clipboard) await plugClipboard(reachable(handle).qmp)
      // An agent that does not answer is not waited for.
      correctClock(handle).catch((error: unknown) => {
        handle.logger.debug('the clock was not corrected', { error: String(error) })
      })
    },
    close: () => file.close(),
  }
}

/** The machine that a saved guest goes on in. Pure. */
export function savedMachine(saved: SavedRecord, now: GuestConfig): StartPlan {
  const { accelerator, acceleratorReason: reason, cpu } = saved
  return {
    // A saved guest can be renamed and described.
    config: { ...withDescription(saved.config, now), name: now.name },
    processor: { accelerator, reason, ...(cpu === null ? {} : { cpu }) },
    machineType: saved.machineType,
    layout: saved.layout,
    slirpNics: new Set(saved.slirpNics),
    incoming: { kind: 'defer' },
    paused: true,
  }
}

const isGone = (error: unknown): boolean =>
  error instanceof GuesthouseError && error.code === 'QEMU_NO_ANSWER'

/** Loads the memory into a QEMU that waits for it. Rejects with QEMU's words or the signal's reason. */
async function load(
  qmp: QmpClient,
  { format }: SavedRecord,
  { savedState }: GuestPaths,
  signal: AbortSignal,
): Promise<void> {
  await prepareMigration(qmp)
  const { outcome, forget } = expectOutcome(qmp)
  try {
    if (format === 'stream') {
      await qmp.execute('migrate-incoming', { uri: `fd:${STATE_DESCRIPTOR}` })
    } else {
      await qmp.execute('migrate-set-capabilities', {
        capabilities: [{ capability: 'mapped-ram', state: true }],
      })
      await qmp.execute('migrate-incoming', { channels: [fileChannel(savedState)] })
    }
    if ((await unlessAborted(outcome, signal)) !== 'completed') {
      throw new Error(await failureWords(qmp))
    }
  } finally {
    forget()
  }
}

/**
 * The guest stops being a saved one just before it runs, because from its first write on the state
 * does not fit to its disks any more.
 */
async function goOn(qmp: QmpClient, saved: SavedRecord, paths: GuestPaths): Promise<void> {
  await rename(paths.savedFile, paths.resumedFile)
  await syncDirectory(paths.dir)
  if (saved.wasPaused) return
  try {
    await qmp.execute('cont')
  } catch (error) {
    await rename(paths.resumedFile, paths.savedFile)
    throw error
  }
}

/**
 * Throws the saved state away, durably: the guest is then off, as after a power cut. Rejects with
 * Node's error where it cannot be removed.
 */
export async function discardSaved(handle: GuestHandle): Promise<void> {
  const { paths } = handle
  await rm(paths.savedFile, { force: true })
  await syncDirectory(paths.dir)
  await rm(paths.savedState, { force: true })
  handle.apply({ type: 'saved-discarded' })
}

/** How far QEMU has read: its descriptor and ours share one offset ("pos:" in proc(5)). */
async function position(descriptor: number): Promise<number> {
  const info = await readFile(`/proc/self/fdinfo/${descriptor}`, 'latin1')
  return Number(/^pos:\s*(\d+)/m.exec(info)?.[1] ?? 0)
}
