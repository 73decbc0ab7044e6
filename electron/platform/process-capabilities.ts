import { readFileSync } from 'node:fs'

/** The mask of CapAmb in /proc/pid/status (proc(5)); 0 where the kernel tells none. Pure. */
export const ambientMask = (status: string): bigint =>
  BigInt(`0x${/^CapAmb:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0'}`)

let known: boolean | undefined

/**
 * Whether this process has ambient capabilities (capabilities(7)), which every program that it
 * executes would have too. Asked once: a process of Node's cannot change them.
 */
export function hasAmbientCapabilities(): boolean {
  known ??= ambientMask(readFileSync('/proc/self/status', 'latin1')) !== 0n
  return known
}
