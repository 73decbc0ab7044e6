/**
 * QEMU's image locks (block/file-posix.c): one byte of the file for each permission that an opener
 * has, at 100 + the permission's bit, and one for each that it does not let others have, at
 * 200 + the bit. They are all read locks, so they do not exclude each other: whoever opens the file
 * looks for the bytes that speak against it.
 */
const PERMISSION_BASE = 100
const NOT_SHARED_BASE = 200

/** Bits of BLK_PERM_* (include/block/block-common.h). */
const CONSISTENT_READ = 0
const WRITE = 1
const RESIZE = 3

/** What a guest's disk wants, and what it does not let others have: writing and resizing. */
const wantedByReader = [CONSISTENT_READ]
const wantedByWriter = [CONSISTENT_READ, WRITE, RESIZE]
const notShared = [WRITE, RESIZE]

/** A line of /proc/locks or of a "lock:" line in /proc/pid/fdinfo (proc(5)). */
export interface FileLock {
  /** OFDLCK belongs to an open file and names no process; POSIX to one process. */
  readonly kind: 'OFDLCK' | 'POSIX'
  readonly mode: 'READ' | 'WRITE'
  /** -1 where the kernel names none. */
  readonly pid: number
  readonly device: { readonly major: number; readonly minor: number }
  readonly inode: bigint
  /** The first and last byte; the last is Infinity for a lock to the end of the file. */
  readonly start: number
  readonly end: number
}

const LOCK_LINE =
  /^(?:lock:\s*)?\d+: (OFDLCK|POSIX) +\S+ +(READ|WRITE) +(-?\d+) ([0-9a-f]+):([0-9a-f]+):(\d+) (\d+) (\d+|EOF)$/

/** Locks of the kinds that QEMU takes. Waiting ones ("->"), leases and flock(2) are left out. */
export function parseLocks(text: string): FileLock[] {
  return text.split('\n').flatMap((line) => {
    const [, kind, mode, pid, major, minor, inode, start, end] = LOCK_LINE.exec(line) ?? []
    if (kind === undefined || inode === undefined) return []
    return {
      kind: kind as FileLock['kind'],
      mode: mode as FileLock['mode'],
      pid: Number(pid),
      device: {
        major: Number.parseInt(major ?? '', 16),
        minor: Number.parseInt(minor ?? '', 16),
      },
      inode: BigInt(inode),
      start: Number(start),
      end: end === 'EOF' ? Number.POSITIVE_INFINITY : Number(end),
    }
  })
}

/**
 * Whether a QEMU that opened the file as a guest's disk would be refused because of this lock.
 * Readers do not stand in each other's way: one CD image may be in many drives.
 */
export function standsAgainst(lock: FileLock, options: { readonly writable: boolean }): boolean {
  const wanted = options.writable ? wantedByWriter : wantedByReader
  const covers = (byte: number): boolean => lock.start <= byte && byte <= lock.end
  if (
    notShared.some((bit) => covers(PERMISSION_BASE + bit)) ||
    wanted.some((bit) => covers(NOT_SHARED_BASE + bit))
  ) {
    return true
  }
  // A write lock, which QEMU never takes, excludes even the marks that QEMU would set.
  return (
    lock.mode === 'WRITE' &&
    (wanted.some((bit) => covers(PERMISSION_BASE + bit)) ||
      notShared.some((bit) => covers(NOT_SHARED_BASE + bit)))
  )
}
