import { lstat, rm, rmdir } from 'node:fs/promises'

/**
 * Removes what has the name, in a folder in which another account may make names too. A directory of
 * that account's goes only where it is empty: while one went down into it, it could become a symbolic
 * link to a folder of ours. Rejects with Node's error, ENOTEMPTY among them.
 */
export async function removeName(path: string, uid = process.getuid?.() ?? -1): Promise<void> {
  const found = await lstat(path)
  if (!found.isDirectory()) return rm(path, { force: true })
  if (found.uid === uid) return rm(path, { recursive: true, force: true })
  return rmdir(path)
}
