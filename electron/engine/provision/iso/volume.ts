import type { RangeFile } from '../read-range.ts'

/** Bytes of a sector (ECMA-119, 6.1.2). */
export const SECTOR = 2048
/** The volume descriptors begin after the system area (ECMA-119, 6.2.1). */
const FIRST_DESCRIPTOR = 16
/** Discs have a handful; more would be somebody's game. */
const DESCRIPTORS_MAX = 64
/** Where UDF's anchor is (ECMA-167 part 3, 8.4.2.1). */
const UDF_ANCHOR = 256

const DESCRIPTOR = { boot: 0, primary: 1, terminator: 255 } as const

/** A folder or file of an ISO 9660 file system: where its bytes are. */
export interface Extent {
  readonly sector: number
  readonly bytes: number
}

export interface IsoVolume {
  readonly label: string
  /** It has an El Torito boot record ("El Torito" 1.0, figure 7). */
  readonly bootable: boolean
  readonly udf: boolean
  /** The root folder; null on a disc that has UDF alone. */
  readonly root: Extent | null
}

/** The volume of a CD-ROM or DVD image, by its descriptors; null where the file is none. */
export async function readVolume(file: RangeFile): Promise<IsoVolume | null> {
  const descriptors = await file.read(FIRST_DESCRIPTOR * SECTOR, DESCRIPTORS_MAX * SECTOR)
  let label: string | null = null
  let root: Extent | null = null
  let bootable = false
  let udf = false
  for (let at = 0; at + SECTOR <= descriptors.length; at += SECTOR) {
    const sector = descriptors.subarray(at, at + SECTOR)
    const id = sector.toString('latin1', 1, 6)
    if (id === 'CD001') {
      const type = sector[0]
      if (type === DESCRIPTOR.boot) bootable ||= isElTorito(sector)
      if (type === DESCRIPTOR.primary && label === null) {
        label = sector.toString('latin1', 40, 72).trim()
        root = extentOf(sector, 156)
      }
      // UDF's own descriptors follow the terminator.
      continue
    }
    if (id === 'NSR02' || id === 'NSR03') udf = true
    else if (id !== 'BEA01' && id !== 'TEA01' && id !== 'BOOT2') break
    if (id === 'BOOT2') bootable = true
  }
  if (label === null && !udf) return null
  return { label: label ?? (await udfLabel(file)), bootable, udf, root }
}

const isElTorito = (sector: Buffer): boolean =>
  sector.toString('latin1', 7, 30) === 'EL TORITO SPECIFICATION'

/** Of a folder's record that begins at `at` (ECMA-119, 9.1); numbers stand there in both orders. */
export const extentOf = (bytes: Buffer, at: number): Extent => ({
  sector: bytes.readUInt32LE(at + 2),
  bytes: bytes.readUInt32LE(at + 10),
})

/** The name in UDF's primary volume descriptor (ECMA-167 part 3, 10.1); empty where there is none. */
async function udfLabel(file: RangeFile): Promise<string> {
  const anchor = await file.read(UDF_ANCHOR * SECTOR, SECTOR)
  if (anchor.length < SECTOR || anchor.readUInt16LE(0) !== 2) return ''
  const [length, location] = [anchor.readUInt32LE(16), anchor.readUInt32LE(20)]
  const sequence = await file.read(location * SECTOR, Math.min(length, DESCRIPTORS_MAX * SECTOR))
  for (let at = 0; at + SECTOR <= sequence.length; at += SECTOR) {
    if (sequence.readUInt16LE(at) === 1) return dstring(sequence.subarray(at + 24, at + 56))
  }
  return ''
}

/** OSTA CS0: the first byte says how wide a character is, the last one how long the text is. */
function dstring(field: Buffer): string {
  const text = field.subarray(1, Math.max(1, Math.min(field[31] ?? 0, 31)))
  if (field[0] === 8) return text.toString('latin1').trim()
  if (field[0] !== 16) return ''
  return Buffer.from(text.subarray(0, text.length & ~1))
    .swap16()
    .toString('utf16le')
    .trim()
}
