import { readdirSync, readFileSync } from 'node:fs'

/** O_CLOEXEC in the octal "flags:" of /proc/pid/fdinfo (proc(5), x86 and arm). */
const CLOSE_ON_EXEC = 0o2000000

/**
 * Descriptors of this process, beyond stdin, stdout and stderr, that a child would inherit.
 * Chromium opens some that way: listening sockets, pipes, shared memory.
 */
export function inheritableDescriptors(): number[] {
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
