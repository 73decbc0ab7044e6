import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { type IsoVolume, readVolume } from './iso/volume.ts'
import type { RangeFile } from './read-range.ts'
import { parseXml, type Xml } from './xml.ts'
import { XML_MAX_BYTES } from './xml-limits.ts'

/** What a file is, by its content. `other` is for QEMU to say. */
export type RecognisedSource =
  | { readonly kind: 'iso'; readonly volume: IsoVolume }
  | { readonly kind: 'archive' }
  | { readonly kind: 'domain'; readonly domain: Xml }
  | { readonly kind: 'other' }

/** Where tar has its magic (POSIX ustar, and GNU's older form of it). */
const TAR_MAGIC = { at: 257, word: 'ustar' } as const
/** Bytes at the beginning that tell XML; comments may stand before the first element. */
const HEAD = 1024

/**
 * What a file is. Names and endings say nothing. Throws SOURCE_EMPTY, SOURCE_IS_OVF,
 * SOURCE_XML_UNKNOWN, SOURCE_TOO_LARGE or SOURCE_NOT_READ.
 */
export async function recogniseSource(file: RangeFile, path: string): Promise<RecognisedSource> {
  if (file.bytes === 0) throw new GuesthouseError('SOURCE_EMPTY', { path })
  const head = await file.read(0, HEAD)
  if (isXml(head)) return { kind: 'domain', domain: await readDomain(file, path) }
  const magic = head.toString('latin1', TAR_MAGIC.at, TAR_MAGIC.at + TAR_MAGIC.word.length)
  if (magic === TAR_MAGIC.word) return { kind: 'archive' }
  const volume = await readVolume(file)
  return volume === null ? { kind: 'other' } : { kind: 'iso', volume }
}

const isXml = (head: Buffer): boolean =>
  /^(?:\uFEFF)?\s*<(?:\?xml|!--|!DOCTYPE|[A-Za-z_])/.test(head.toString('utf8'))

async function readDomain(file: RangeFile, path: string): Promise<Xml> {
  if (file.bytes > XML_MAX_BYTES) throw new GuesthouseError('SOURCE_TOO_LARGE', { path })
  const root = parseXml(await file.read(0, file.bytes), path)
  // What libvirt keeps of a running domain has the domain inside.
  const domain = root.name === 'domstatus' ? root.child('domain') : root
  if (domain?.name === 'domain') return domain
  throw new GuesthouseError(root.name === 'Envelope' ? 'SOURCE_IS_OVF' : 'SOURCE_XML_UNKNOWN', {
    path,
  })
}
