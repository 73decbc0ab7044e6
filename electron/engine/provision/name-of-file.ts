import { basename, extname } from 'node:path'
import { guestNameSchema } from '../../../shared/domain/guest-config.ts'
import { plainText } from './remarks.ts'

/** Characters; a name is to be read in a list. */
const NAME_MAX = 100
/** Endings of files that are no part of a name. */
const ENDINGS = new Set(
  ['iso', 'img', 'qcow2', 'raw', 'vmdk', 'vdi', 'vhdx', 'ova', 'ovf', 'xml'].map((e) => `.${e}`),
)

/** "/isos/debian-13.1-netinst.iso" gives "debian-13.1-netinst". */
export function nameOfFile(path: string): string {
  const ending = extname(path)
  const name = ENDINGS.has(ending.toLowerCase()) ? basename(path, ending) : basename(path)
  return usableName(name) ?? 'machine'
}

/** Text of somebody else's as a machine's name; null where nothing is left of it. */
export function usableName(text: string): string | null {
  const parsed = guestNameSchema.safeParse(plainText(text, NAME_MAX))
  return parsed.success ? parsed.data : null
}
