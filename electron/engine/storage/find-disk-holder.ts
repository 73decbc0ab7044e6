import { readdir, readFile, stat } from 'node:fs/promises'
import { type FileLock, parseLocks, standsAgainst } from './image-locks.ts'

/** What is said of a holder that cannot be seen: another user's, or one in a container. */
const UNKNOWN_HOLDER = 'another program'

interface FileIdentity {
  readonly device: bigint
  readonly inode: bigint
}

interface DiskUse {
  /** How the guest wants to use the disk; true if not given. */
  readonly writable?: boolean
  /** A process whose locks do not count: the guest's own QEMU. */
  readonly exceptPid?: number
}

/**
 * Who holds the image so that QEMU would be refused it, e.g. "qemu-system-x86, process 4242"; null
 * where nobody does. Costs one stat and one read of /proc/locks while nobody does; the latter waits
 * for every processor (percpu_down_write in the kernel's locks_start), for 10 ms and more. It is there
 * to name the holder: what keeps two QEMUs apart are the locks themselves.
 */
export async function findDiskHolder(path: string, use: DiskUse = {}): Promise<string | null> {
  const options = { writable: use.writable ?? true }
  let file: FileIdentity
  let locks: FileLock[]
  try {
    const [stats, text] = await Promise.all([
      stat(path, { bigint: true }),
      readFile('/proc/locks', 'latin1'),
    ])
    file = { device: stats.dev, inode: stats.ino }
    locks = parseLocks(text)
  } catch {
    // A file that is gone or a kernel that does not tell: QEMU will say what is wrong.
    return null
  }
  const against = locks.filter((lock) => lock.inode === file.inode && standsAgainst(lock, options))
  if (against.length === 0) return null
  const pid = await findProcess(file, against, { ...options, exceptPid: use.exceptPid })
  if (pid !== null) return `${await nameOf(pid)}, process ${pid}`
  if (use.exceptPid !== undefined && (await holds(use.exceptPid, file, options))) return null
  // The kernel names the device of the file system; btrfs and overlayfs give stat(2) another one.
  // There the inode alone, which another file may have too, is not enough.
  return against.some((lock) => isDevice(lock, file.device)) ? UNKNOWN_HOLDER : null
}

/** The process that has the file open and locked. null where none that may be looked at has. */
async function findProcess(
  file: FileIdentity,
  against: readonly FileLock[],
  options: { readonly writable: boolean; readonly exceptPid: number | undefined },
): Promise<number | null> {
  const named = against.map((lock) => lock.pid).filter((pid) => pid > 0)
  const others = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  for (const pid of new Set([...named, ...others])) {
    if (pid !== options.exceptPid && (await holds(pid, file, options))) return pid
  }
  return null
}

async function holds(
  pid: number,
  file: FileIdentity,
  options: { readonly writable: boolean },
): Promise<boolean> {
  const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => [])
  for (const descriptor of descriptors) {
    try {
      const { dev, ino } = await stat(`/proc/${pid}/fd/${descriptor}`, { bigint: true })
      if (dev !== file.device || ino !== file.inode) continue
      const info = await readFile(`/proc/${pid}/fdinfo/${descriptor}`, 'latin1')
      if (parseLocks(info).some((lock) => standsAgainst(lock, options))) return true
    } catch {
      // Closed meanwhile, or nothing that has a file behind it.
    }
  }
  return false
}

async function nameOf(pid: number): Promise<string> {
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')
  return name.trim() || 'a program'
}

/** Compares with st_dev as glibc encodes it (gnu_dev_major, gnu_dev_minor). */
function isDevice(lock: FileLock, device: bigint): boolean {
  const major = ((device >> 8n) & 0xfffn) | ((device >> 32n) & 0xfffff000n)
  const minor = (device & 0xffn) | ((device >> 12n) & 0xffffff00n)
  return BigInt(lock.device.major) === major && BigInt(lock.device.minor) === minor
}
