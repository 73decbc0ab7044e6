/**
 * Writes the "newc" cpio format that Linux unpacks as its initramfs. Source of the format:
 * Documentation/driver-api/early-userspace/buffer-format.rst in the kernel's tree. Writing it here
 * needs neither the cpio program nor root, which mknod would.
 */

const S_IFDIR = 0o040000
const S_IFCHR = 0o020000
const S_IFREG = 0o100000
const S_IFLNK = 0o120000

/**
 * @typedef {{ name: string, mode: number, data?: Buffer, major?: number, minor?: number }} Entry
 * name has no leading slash; mode holds the file type and the permissions.
 */

/** @param {string} name @param {number} [permissions] @returns {Entry} */
export const directory = (name, permissions = 0o755) => ({ name, mode: S_IFDIR | permissions })

/** @param {string} name @param {Buffer} data @param {number} [permissions] @returns {Entry} */
export const file = (name, data, permissions = 0o644) => ({
  name,
  mode: S_IFREG | permissions,
  data,
})

/** @param {string} name @param {string} target @returns {Entry} */
export const symlink = (name, target) => ({
  name,
  mode: S_IFLNK | 0o777,
  data: Buffer.from(target),
})

/** @param {string} name @param {number} major @param {number} minor @returns {Entry} */
export const characterDevice = (name, major, minor) => ({
  name,
  mode: S_IFCHR | 0o600,
  major,
  minor,
})

/** @param {number} length */
const padding = (length) => Buffer.alloc((4 - (length % 4)) % 4)

/** @param {Entry} entry @param {number} inode */
function record(entry, inode) {
  const data = entry.data ?? Buffer.alloc(0)
  const name = Buffer.from(`${entry.name}\0`)
  const fields = [
    inode,
    entry.mode,
    0, // uid
    0, // gid
    1, // links
    0, // mtime: fixed, so that the same input gives the same archive
    data.length,
    0, // device the file is on, major and minor
    0,
    entry.major ?? 0,
    entry.minor ?? 0,
    name.length,
    0, // checksum, unused in newc
  ]
  const header = `070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`
  const head = Buffer.concat([Buffer.from(header), name])
  return Buffer.concat([head, padding(head.length), data, padding(data.length)])
}

/** @param {readonly Entry[]} entries directories before what they hold */
export function cpio(entries) {
  const records = entries.map((entry, index) => record(entry, index + 1))
  records.push(record({ name: 'TRAILER!!!', mode: 0 }, 0))
  return Buffer.concat(records)
}
