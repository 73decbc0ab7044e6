import { constants } from 'node:fs'
import { access, stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { errorCode } from '../../../platform/files.ts'
import { type CheckedHost, type CheckResult, requireOrdinaryUser } from '../check.ts'

const GIB = 1024 ** 3
/** Bytes. Ubuntu's desktop asks for 25 GiB, Fedora's for 20, Windows 11 for 64. */
const LITTLE = 20 * GIB
/** Bytes. QEMU pauses a machine whose disk cannot grow. */
const NONE = GIB

/** Free space where the disks of new machines are made. */
export async function checkSpace(host: CheckedHost): Promise<CheckResult> {
  requireOrdinaryUser(host)
  const { disksFolder, paths } = host
  const path = disksFolder ?? paths.guestsDir
  // A folder of the person's choice has to be there; our own is made when the first machine is.
  const found = disksFolder === null ? await nearest(path) : path
  if (!(await isDirectory(found))) return missing({ code: 'SPACE_FOLDER_MISSING', path })
  const writable = await access(found, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  )
  if (!writable) return missing({ code: 'SPACE_NOT_WRITABLE', path })
  const { bavail, bsize } = await statfs(found)
  return judgeSpace(bavail * bsize, path)
}

/** Pure. */
export function judgeSpace(bytes: number, path: string): CheckResult {
  const params = { bytes, path }
  if (bytes < NONE) {
    return { verdict: 'missing', findings: [{ code: 'SPACE_NONE', params }], remedies: [] }
  }
  if (bytes < LITTLE) {
    return { verdict: 'limited', findings: [{ code: 'SPACE_LITTLE', params }], remedies: [] }
  }
  return { verdict: 'good', findings: [{ code: 'SPACE_ENOUGH', params }], remedies: [] }
}

const missing = ({
  code,
  path,
}: {
  readonly code: 'SPACE_FOLDER_MISSING' | 'SPACE_NOT_WRITABLE'
  readonly path: string
}): CheckResult => ({ verdict: 'missing', findings: [{ code, params: { path } }], remedies: [] })

/** The path, or the first of the folders above it that there is. */
async function nearest(path: string): Promise<string> {
  try {
    await stat(path)
    return path
  } catch (error) {
    const above = dirname(path)
    if (errorCode(error) !== 'ENOENT' || above === path) return path
    return nearest(above)
  }
}

const isDirectory = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
