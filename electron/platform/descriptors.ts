import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs'
import type { Socket } from 'node:net'

/** O_CLOEXEC in the octal "flags:" of /proc/pid/fdinfo (proc(5), x86 and arm). */
const CLOSE_ON_EXEC = 0o2000000

/**
 * Descriptors of this process, beyond stdin, stdout and stderr, that a child would inherit.
 * Chromium opens some that way: listening sockets, pipes, shared memory.
 */
function inheritableDescriptors(): number[] {
  return readdirSync('/proc/self/fd')
    .map(Number)
    .filter((descriptor) => descriptor > 2 && !isClosedOnExec(descriptor))
}

function isClosedOnExec(descriptor: number): boolean {
  try {
    const info = readFileSync(`/proc/self/fdinfo/${descriptor}`, 'latin1')
    const flags = Number.parseInt(/^flags:\s*([0-7]+)/m.exec(info)?.[1] ?? '0', 8)
    return (flags & CLOSE_ON_EXEC) !== 0
  } catch {
    // Closed since the directory was read, as the one that read it is.
    return true
  }
}

type Stdio = number | Socket | 'ignore' | 'pipe'

/**
 * Calls `start` with the stdio of a child that inherits nothing but what `stdio` names: what it would
 * inherit besides is covered with /dev/null, because Node has no way to close it. Else a child that
 * outlives us would keep our sockets and pipes open, and be able to use them.
 */
export function withoutInheritance<T>(
  stdio: readonly [Stdio, Stdio, Stdio, ...(number | Socket)[]],
  start: (stdio: Stdio[]) => T,
): T {
  const nothing = openSync('/dev/null', 'r+')
  try {
    const covered: Stdio[] = [...stdio]
    for (const descriptor of inheritableDescriptors()) covered[descriptor] ??= nothing
    return start(Array.from(covered, (entry) => entry ?? 'ignore'))
  } finally {
    closeSync(nothing)
  }
}
