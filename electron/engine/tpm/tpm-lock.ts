import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { parseLocks } from '../storage/image-locks.ts'

/**
 * The process whose swtpm has the state in use, as it locks this file in it (swtpm's nvstore_dir.c);
 * null where there is none. Asked beforehand, because a second swtpm starts all the same, and only
 * QEMU meets its refusal, and dies of it.
 */
export async function tpmHolder(dir: string): Promise<number | null> {
  try {
    const [{ ino }, locks] = await Promise.all([
      stat(join(dir, '.lock'), { bigint: true }),
      readFile('/proc/locks', 'latin1'),
    ])
    return parseLocks(locks).find(({ inode, pid }) => inode === ino && pid > 0)?.pid ?? null
  } catch {
    // Never locked, or a kernel that does not tell.
    return null
  }
}
