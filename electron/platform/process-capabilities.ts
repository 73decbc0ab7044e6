import { readFileSync } from 'node:fs'

/**
 * CAP_WAKE_ALARM (linux/capability.h): pam_systemd gives it to everybody at a local seat, since systemd
 * 254. It lets nobody do anything to others, and the system daemon is never given it.
 */
const OF_EVERY_SESSION = 1n << 35n

/** The mask of CapAmb in /proc/pid/status (proc(5)); 0 where the kernel tells none. Pure. */
const ambientMask = (status: string): bigint =>
  BigInt(`0x${/^CapAmb:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0'}`)

/** Whether a process with this /proc/pid/status has more than what every session has. Pure. */
export const hasAmbient = (status: string): boolean =>
  (ambientMask(status) & ~OF_EVERY_SESSION) !== 0n

let known: boolean | undefined

/**
 * Whether this process has ambient capabilities (capabilities(7)), which every program that it
 * executes would have too, other than a session's. Asked once: a process of Node's cannot change them.
 */
export function hasAmbientCapabilities(): boolean {
  known ??= hasAmbient(readFileSync('/proc/self/status', 'latin1'))
  return known
}
