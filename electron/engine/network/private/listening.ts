import { readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { awaitSocketFile } from '../../process/await-socket.ts'

/** __SO_ACCEPTCON (linux/net.h), in the column "Flags" of /proc/net/unix (proc(5)). */
const ACCEPTS = 0x10000

/** Whether a unix socket at the path listens. Pure. */
export const listensAt = (table: string, path: string): boolean =>
  table.split('\n').some((line) => {
    if (!line.endsWith(` ${path}`)) return false
    return (Number.parseInt(line.split(/\s+/)[3] ?? '0', 16) & ACCEPTS) !== 0
  })

/**
 * Resolves when somebody listens at the path, without connecting: QEMU's stream takes one client.
 * Rejects with the signal's reason.
 */
export async function awaitListening(path: string, signal: AbortSignal): Promise<void> {
  await awaitSocketFile(path, signal)
  // Bound, and within microseconds listening.
  for (let pause = 1; !listensAt(await readFile('/proc/net/unix', 'utf8'), path); ) {
    await delay(pause, undefined, { signal })
    pause = Math.min(pause * 2, 50)
  }
}
