import type { RangeFile } from '../read-range.ts'
import { type Extent, extentOf, SECTOR } from './volume.ts'

/** Bytes of a folder that are looked at; that is some thousand names. */
const FOLDER_MAX = 512 * 1024
/** Bytes of a file; those that are read say in a few lines what the disc is. */
const FILE_MAX = 64 * 1024

/** Bit of a record's flags that tells folders (ECMA-119, 9.1.6). */
const IS_FOLDER = 2
/** Bytes of a record before its name. */
const NAME_AT = 33

/**
 * The beginning of a small text file of an ISO 9660 file system, by its Rock Ridge name or its plain
 * one, in either case; null where it is not there. Names are the parts of its path.
 */
export async function readIsoFile(
  file: RangeFile,
  root: Extent,
  names: readonly string[],
): Promise<string | null> {
  let extent = root
  for (const [index, name] of names.entries()) {
    const found = await findInFolder(file, extent, name)
    if (found === null || found.isFolder !== index < names.length - 1) return null
    extent = found.extent
  }
  const content = await file.read(extent.sector * SECTOR, Math.min(extent.bytes, FILE_MAX))
  return content.toString('utf8')
}

/** Whether the root folder has a folder or file of that name. */
export async function isoHas(file: RangeFile, root: Extent, name: string): Promise<boolean> {
  return (await findInFolder(file, root, name)) !== null
}

async function findInFolder(
  file: RangeFile,
  folder: Extent,
  wanted: string,
): Promise<{ readonly extent: Extent; readonly isFolder: boolean } | null> {
  const bytes = await file.read(folder.sector * SECTOR, Math.min(folder.bytes, FOLDER_MAX))
  let at = 0
  while (at < bytes.length) {
    const length = bytes[at] ?? 0
    // Records do not cross sectors; what is left of one is zeros.
    if (length === 0) at = (Math.floor(at / SECTOR) + 1) * SECTOR
    else if (length <= NAME_AT || at + length > bytes.length) return null
    else {
      const record = bytes.subarray(at, at + length)
      if (namesOf(record).includes(wanted.toLowerCase())) {
        const isFolder = ((record[25] ?? 0) & IS_FOLDER) !== 0
        return { extent: extentOf(record, 0), isFolder }
      }
      at += length
    }
  }
  return null
}

/** A record's names, in lower case: the one of ISO 9660 without its version, and Rock Ridge's. */
function namesOf(record: Buffer): string[] {
  const length = record[32] ?? 0
  const plain = record
    .toString('latin1', NAME_AT, NAME_AT + length)
    .replace(/\.?;\d+$/, '')
    .toLowerCase()
  // The name is padded to an even place (ECMA-119, 9.1.12); what follows is SUSP's.
  const long = rockRidgeName(record.subarray(NAME_AT + length + ((length + 1) % 2)))
  return long === '' ? [plain] : [plain, long.toLowerCase()]
}

/** The parts of NM entries (Rock Ridge 1.12, 4.1.4), in the order in which they stand. */
function rockRidgeName(fields: Buffer): string {
  let name = ''
  let at = 0
  while (at + 4 <= fields.length) {
    const length = fields[at + 2] ?? 0
    if (length < 4 || at + length > fields.length) break
    if (fields.toString('latin1', at, at + 2) === 'NM') {
      name += fields.toString('utf8', at + 5, at + length)
    }
    at += length
  }
  return name
}
