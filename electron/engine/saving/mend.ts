import { rm } from 'node:fs/promises'
import * as z from 'zod/mini'
import type { Logger } from '../../platform/logger.ts'
import { reachable } from '../guest/commands.ts'
import type { Guest } from '../guest/guest.ts'
import type { GuestHandle } from '../guest/guest-handle.ts'
import { readOwn } from '../store/run-file.ts'
import { plugClipboard } from './clipboard.ts'
import { exists } from './exists.ts'
import { abandonMigration, prepareMigration } from './migration.ts'
import { removeResumed } from './resumed.ts'

/**
 * Undoes what an earlier engine left half-done of a start, save or restore, once a QEMU that it
 * started answers. What fails is logged.
 */
export async function mendAdopted(guest: Guest, logger: Logger): Promise<void> {
  // Not an instruction has run yet, and whoever was to let it run is gone: no guest waits for it.
  if (guest.state === 'starting') return end(guest, logger)
  const { savedFile, savingFile, resumedFile } = guest.paths
  const traces = await Promise.all([savedFile, savingFile, resumedFile].map(exists))
  if (!traces.includes(true)) return
  // What it may do is to end it.
  await guest.operate('power-off', null, mendRunning).catch((error: unknown) => {
    logger.warn('a save that was cut off could not be undone', { guest: guest.config.id, error })
  })
}

async function end(guest: Guest, logger: Logger): Promise<void> {
  await guest.powerOff().catch((error: unknown) => {
    logger.warn('a start that was cut off could not be undone', { guest: guest.config.id, error })
  })
}

/**
 * With a saved state on the disk that QEMU is its maker or its copy, and has not run since: it is
 * ended, and the guest is the saved one. Without, a save was cut off, and is undone.
 */
async function mendRunning(handle: GuestHandle): Promise<void> {
  const { paths } = handle
  if (await exists(paths.savedFile)) return handle.end()
  await removeResumed(paths)
  const saving = await readSaving(paths.savingFile)
  if (saving === null) return
  const { qmp } = reachable(handle)
  await prepareMigration(qmp)
  await abandonMigration(qmp, { paused: saving.wasPaused })
  await Promise.all([
    rm(paths.unfinishedState, { force: true }),
    rm(paths.saveSocket, { force: true }),
  ])
  if (!saving.wasPaused) await qmp.execute('cont')
  if (saving.clipboard) await plugClipboard(qmp)
  await rm(paths.savingFile, { force: true })
  handle.apply({ type: 'save-failed', before: saving.wasPaused ? 'paused' : 'running' })
  await handle.readRunState()
}

const savingSchema = z.object({ wasPaused: z.boolean(), clipboard: z.boolean() })

/** null where there is none; one that was cut off was written before anything was done. */
async function readSaving(path: string): Promise<z.infer<typeof savingSchema> | null> {
  try {
    return savingSchema.parse(JSON.parse(await readOwn(path)))
  } catch {
    return null
  }
}
