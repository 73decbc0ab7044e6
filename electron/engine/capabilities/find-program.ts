import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { delimiter, isAbsolute, join } from 'node:path'

/** PATH where the environment has none; a desktop session always has one. */
const DEFAULT_PATH = '/usr/local/bin:/usr/bin:/bin'

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}

/**
 * The first program that can be run: every name along PATH in turn, then the given absolute paths.
 * Entries of PATH that are not absolute are passed over: what they mean depends on the directory
 * that we happen to run in. null where there is none.
 */
export async function findProgram(options: {
  readonly names: readonly string[]
  readonly env: NodeJS.ProcessEnv
  readonly elsewhere?: readonly string[]
}): Promise<string | null> {
  const directories = (options.env['PATH'] || DEFAULT_PATH).split(delimiter).filter(isAbsolute)
  const candidates = [
    ...options.names.flatMap((name) => directories.map((directory) => join(directory, name))),
    ...(options.elsewhere ?? []),
  ]
  for (const path of candidates) if (await isProgram(path)) return path
  return null
}
