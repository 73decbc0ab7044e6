import { constants } from 'node:fs'
import { access, realpath, stat } from 'node:fs/promises'
import { sep } from 'node:path'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { errorCode } from '../../platform/files.ts'
import type { Paths } from '../../platform/paths.ts'

/**
 * Whether the folder can be shared; opens nothing. Rejects with SHARE_PATH_MISSING,
 * SHARE_NOT_A_FOLDER, SHARE_UNREADABLE, or SHARE_IS_OURS for what lies, behind symbolic links too,
 * in Guesthouse's own folders. Says whether those lie in the folder instead, as in a home.
 */
export async function checkShare(
  path: string,
  paths: Paths,
): Promise<{ readonly holdsOurs: boolean }> {
  let real
  try {
    real = await realpath(path)
    if (!(await stat(real)).isDirectory()) throw new GuesthouseError('SHARE_NOT_A_FOLDER', { path })
    await access(real, constants.R_OK | constants.X_OK)
  } catch (error) {
    if (error instanceof GuesthouseError) throw error
    const missing = ['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')
    const code = missing ? 'SHARE_PATH_MISSING' : 'SHARE_UNREADABLE'
    throw new GuesthouseError(code, { path }, error)
  }
  const { configDir, dataDir, stateDir, cacheDir, runtimeDir } = paths
  const names = [configDir, dataDir, stateDir, cacheDir, runtimeDir]
  // Those that do not exist yet have no real path, and count by their name.
  const ours = await Promise.all(names.map((name) => realpath(name).catch(() => name)))
  if (ours.some((own) => contains(own, real))) throw new GuesthouseError('SHARE_IS_OURS', { path })
  return { holdsOurs: ours.some((own) => contains(real, own)) }
}

const contains = (folder: string, path: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`)
