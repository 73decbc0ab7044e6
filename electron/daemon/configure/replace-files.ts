import { randomBytes } from 'node:crypto'
import { lstat, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { errorCode, syncDirectory, writeError } from '../../platform/files.ts'

/** A file as it is to be; null: not there. */
export interface WantedFile {
  readonly path: string
  readonly content: string | null
}

export interface FileChange {
  readonly path: string
  /** absent: it was not there, and is not to be. */
  readonly change: 'written' | 'removed' | 'unchanged' | 'absent'
}

interface Step extends WantedFile {
  readonly before: string | null
  /** The new content, whole and on the disk; null where the file goes. */
  readonly staged: string | null
}

/**
 * Brings files to what they are to be, mode 0644, all of them or none: every new one is written beside
 * its place first, and where one cannot be put there, those before it become what they were. A crash
 * leaves each of them either as it was or as it is to be. What is right already is not touched. Rejects
 * with NO_SPACE, FILE_WRITE_FAILED, or CONFIGURED_FILE_STRANGE where one is no regular file.
 */
export async function replaceFiles(wanted: readonly WantedFile[]): Promise<FileChange[]> {
  const now = await Promise.all(
    wanted.map(async (file) => ({ ...file, before: await content(file.path) })),
  )
  const changed = now.filter(({ before, content: after }) => before !== after)
  const staged: Step[] = []
  const done: Step[] = []
  try {
    for (const file of changed) {
      staged.push({
        ...file,
        staged: file.content === null ? null : await stage(file.path, file.content),
      })
    }
    for (const step of staged) {
      await commit(step)
      done.push(step)
    }
  } catch (error) {
    for (const step of done.reverse()) await undo(step)
    for (const { staged: file } of staged) if (file !== null) await rm(file, { force: true })
    throw error
  }
  for (const folder of new Set(changed.map(({ path }) => dirname(path))))
    await syncDirectory(folder)
  return now.map(({ path, before, content: after }) => ({ path, change: changeOf(before, after) }))
}

function changeOf(before: string | null, after: string | null): FileChange['change'] {
  if (after === null) return before === null ? 'absent' : 'removed'
  return before === after ? 'unchanged' : 'written'
}

/** null where it is not there. A link is somebody's decision, one to /dev/null above all. */
async function content(path: string): Promise<string | null> {
  try {
    if (!(await lstat(path)).isFile())
      throw new GuesthouseError('CONFIGURED_FILE_STRANGE', { path })
    return await readFile(path, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw writeError(path, error)
  }
}

/** Writes the content beside the file; systemd and udev pass over a name that begins with a dot. */
async function stage(path: string, text: string): Promise<string> {
  const folder = dirname(path)
  const temporary = join(folder, `.${basename(path)}.${randomBytes(4).toString('hex')}`)
  try {
    await mkdir(folder, { recursive: true, mode: 0o755 })
    const file = await open(temporary, 'wx', 0o644)
    try {
      await file.writeFile(text)
      // Whatever umask the administrator has.
      await file.chmod(0o644)
      await file.sync()
    } finally {
      await file.close()
    }
    return temporary
  } catch (error) {
    await rm(temporary, { force: true })
    throw writeError(path, error)
  }
}

async function commit({ path, staged }: Step): Promise<void> {
  try {
    await (staged === null ? rm(path) : rename(staged, path))
  } catch (error) {
    throw writeError(path, error)
  }
}

async function undo({ path, before }: Step): Promise<void> {
  if (before === null) await rm(path, { force: true })
  else await rename(await stage(path, before), path)
}
