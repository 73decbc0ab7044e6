import { realpath } from 'node:fs/promises'
import { join } from 'node:path'
import type { AllowedPlaces } from './run-file.ts'

/** The folders with everything above them resolved; those that are not there are left out. */
export async function resolvePlaces({ directories, files }: AllowedPlaces): Promise<AllowedPlaces> {
  const resolved = async (paths: readonly string[]): Promise<string[]> =>
    (await Promise.all(paths.map((path) => realpath(path).catch(() => [])))).flat()
  return { directories: await resolved(directories), files: await resolved(files) }
}

const isBelow = (path: string, directory: string): boolean =>
  path.startsWith(directory.endsWith('/') ? directory : `${directory}/`)

/** Whether a file may be used by guests, by its path without symbolic links. Pure. */
export const isAllowed = (path: string, { directories, files }: AllowedPlaces): boolean =>
  files.includes(path) || directories.some((directory) => isBelow(path, directory))

/**
 * The folders that lead to an allowed file, from the allowed one down; none where the file is allowed
 * by itself. Pure.
 */
export function foldersTo(path: string, { directories }: AllowedPlaces): string[] {
  const [shortest] = directories
    .filter((directory) => isBelow(path, directory))
    .sort((a, b) => a.length - b.length)
  if (shortest === undefined) return []
  const names = path.slice(shortest.length).split('/').filter(Boolean).slice(0, -1)
  return [shortest, ...names.map((_, index) => join(shortest, ...names.slice(0, index + 1)))]
}
