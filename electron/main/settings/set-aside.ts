import { constants } from 'node:fs'
import { copyFile, link } from 'node:fs/promises'
import { errorCode, writeError } from '../../platform/files.ts'

/** Files that are kept of one name; who has as many looks into none of them. */
const MOST = 100

/**
 * Keeps the file at `path` under a name beside it (".bad", ".bad-2", …) that nothing has yet, and
 * leaves it where it is. Answers that name. Rejects with NO_SPACE or FILE_WRITE_FAILED.
 */
export async function setAside(path: string): Promise<string> {
  for (let number = 1; number <= MOST; number += 1) {
    const other = number === 1 ? `${path}.bad` : `${path}.bad-${number}`
    try {
      await keepAs(path, other)
      return other
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw writeError(other, error)
    }
  }
  throw writeError(`${path}.bad`, new Error(`${MOST} such files are there`))
}

/** As a second name, which a file that may not be read can have too; some file systems have none. */
async function keepAs(path: string, other: string): Promise<void> {
  try {
    await link(path, other)
  } catch (error) {
    if (errorCode(error) === 'EEXIST') throw error
    await copyFile(path, other, constants.COPYFILE_EXCL)
  }
}
