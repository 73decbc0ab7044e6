import { readdir } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import type { GuestPaths } from '../../platform/paths.ts'

/** Names of the directories in which guests' sockets are: those of guests that ran since boot. */
export const namesOfRuns = async (runtimeDir: string): Promise<ReadonlySet<string>> =>
  new Set(await readdir(runtimeDir))

/**
 * Whether a run, a save or a disposable run may have left something of a guest's. Most have not, and
 * to look for each single file of a thousand guests takes half a second.
 */
export function hasTraces(
  paths: GuestPaths,
  found: {
    /** Of what lies in the guest's folder; null where it could not be listed. */
    readonly names: readonly string[] | null
    readonly runs: ReadonlySet<string>
  },
): boolean {
  const { names, runs } = found
  if (names === null || runs.has(basename(paths.runtimeDir))) return true
  const { savedState, savedFile, unfinishedState, resumedFile, handedOver } = paths
  const saved = new Set(
    [savedState, savedFile, unfinishedState, resumedFile, handedOver].map((p) => basename(p)),
  )
  const overlay = extname(paths.overlay('disk'))
  return names.some((name) => saved.has(name) || name.endsWith(overlay))
}
