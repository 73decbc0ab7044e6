import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { errorCode, makeDirectory, syncDirectory, writeError } from '../../platform/files.ts'
import { readPlain } from '../../platform/plain-file.ts'
import { syncFile } from './new-image.ts'

/** It is some hundred KiB. */
export const STATE_MAX_BYTES = 16 * 1024 * 1024

/** What swtpm keeps besides the state: a lock, and a new state that it has not renamed yet. */
const NOT_STATE = /^\.|^TMP/

/**
 * Copies a TPM's state to a directory that is not there yet; it appears there whole. swtpm writes a
 * new state beside the old one and renames it, so a copy that is made while it runs is that of one
 * moment, as after a power cut. Answers false, and makes nothing, where there is no state. `wanted` are
 * the files that are the state's, where others lie beside them.
 */
export async function copyTpmState(
  source: string,
  target: string,
  wanted: readonly string[] | 'all' = 'all',
): Promise<boolean> {
  const present = await stateFiles(source)
  const names = present?.filter((name) => wanted === 'all' || wanted.includes(name)) ?? []
  if (present === null || (wanted !== 'all' && names.length === 0)) return false
  const temporary = `${target}.part`
  try {
    await makeDirectory(dirname(target))
    await rm(temporary, { recursive: true, force: true })
    await mkdir(temporary, { mode: 0o700 })
    for (const name of names) {
      const copy = join(temporary, name)
      // Where swtpm runs under another account, that may put anything there.
      const content = await readPlain(join(source, name), { maxBytes: STATE_MAX_BYTES })
      await writeFile(copy, content, { mode: 0o600, flag: 'wx' })
      await syncFile(copy)
    }
    await syncDirectory(temporary)
    await rename(temporary, target)
    await syncDirectory(dirname(target))
    return true
  } catch (error) {
    await rm(temporary, { recursive: true, force: true })
    throw writeError(target, error)
  }
}

/**
 * Puts a copy in the place of the TPM's state, which is kept as `target` + ".old" until the copy is
 * there. Not while swtpm runs.
 */
export async function restoreTpmState(copy: string, target: string): Promise<void> {
  const old = `${target}.old`
  // Where it was cut off before, the old one is all that there is besides the copy.
  if ((await stateFiles(target)) !== null) await rm(old, { recursive: true, force: true })
  await rename(target, old).catch((error: unknown) => {
    if (errorCode(error) !== 'ENOENT') throw writeError(target, error)
  })
  try {
    if (!(await copyTpmState(copy, target))) throw writeError(copy, new Error('it is gone'))
  } catch (error) {
    await rename(old, target).catch(() => {})
    throw error
  }
  await rm(old, { recursive: true, force: true })
}

async function stateFiles(directory: string): Promise<string[] | null> {
  try {
    const entries = await readdir(directory, { withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile() && !NOT_STATE.test(entry.name))
      .map(({ name }) => name)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw writeError(directory, error)
  }
}
