import type { BackingFile, DiskConfig, DiskFormat } from '../../../shared/domain/config/storage.ts'
import type { QemuObject } from './qemu-object.ts'

/** An image and how it is opened. */
interface ImageOptions {
  readonly path: string
  readonly format: DiskFormat
  readonly readOnly: boolean
  readonly discard: boolean
  readonly cache: DiskConfig['cache']
  readonly aio: 'io_uring' | 'native' | 'threads'
}

/** What the modes of qemu(1) (-drive cache=) mean for a block node and for the disk's own cache. */
const cacheModes: Readonly<
  Record<DiskConfig['cache'], { direct: boolean; noFlush: boolean; writeCache: boolean }>
> = {
  writeback: { direct: false, noFlush: false, writeCache: true },
  none: { direct: true, noFlush: false, writeCache: true },
  writethrough: { direct: false, noFlush: false, writeCache: false },
  directsync: { direct: true, noFlush: false, writeCache: false },
  unsafe: { direct: false, noFlush: true, writeCache: true },
}

/** Value of a disk device's `write-cache` (an OnOffAuto). */
export const writeCache = (cache: DiskConfig['cache']): 'on' | 'off' =>
  cacheModes[cache].writeCache ? 'on' : 'off'

/** Formats whose header may name a backing file, which `backing: null` keeps QEMU from opening. */
const hasBacking = (format: DiskFormat): boolean => format === 'qcow2' || format === 'vmdk'

/** Two nodes, the file's and the format's. What one does not say is not taken from the other. */
function imageNodes(name: string, below: string | null, image: ImageOptions): QemuObject[] {
  const { direct, noFlush } = cacheModes[image.cache]
  const common = {
    'read-only': image.readOnly,
    cache: { direct, 'no-flush': noFlush },
    ...(image.discard && !image.readOnly ? { discard: 'unmap' } : {}),
  }
  const file = `${name.replace(/-node$/, '')}-file`
  return [
    {
      driver: 'file',
      'node-name': file,
      filename: image.path,
      aio: image.aio,
      // A second QEMU cannot write to an image that this one has open.
      locking: 'auto',
      ...common,
    },
    {
      driver: image.format,
      'node-name': name,
      file,
      ...(hasBacking(image.format) ? { backing: below } : {}),
      ...common,
      // A guest that overwrites with zeros frees space as well.
      ...('discard' in common ? { 'detect-zeroes': 'unmap' } : {}),
    },
  ]
}

/** The part of a disk's configuration that its block nodes come from. */
export type DiskImage = Pick<
  DiskConfig,
  'id' | 'path' | 'format' | 'readOnly' | 'backing' | 'cache' | 'discard' | 'aio'
>

/**
 * `auto` is io_uring where it can be had. io_uring that the disk asks for and this host does not
 * have falls back to threads: a disk that moves to another host still starts.
 */
const chooseAio = (aio: DiskConfig['aio'], ioUring: boolean): ImageOptions['aio'] => {
  if (aio === 'native' || aio === 'threads') return aio
  return ioUring ? 'io_uring' : 'threads'
}

/**
 * The block nodes of a disk, undermost first; the topmost is `${id}-node`. The chain is exactly what
 * the configuration says and ends with `backing: null`. With an overlay, the disk itself is the
 * first backing file, and only read.
 */
export function diskNodes(
  disk: DiskImage,
  options: { readonly ioUring: boolean; readonly overlay?: string | undefined },
): QemuObject[] {
  const top: BackingFile = { path: disk.path, format: disk.format }
  const { overlay } = options
  const chain =
    overlay === undefined
      ? [top, ...disk.backing]
      : [{ path: overlay, format: 'qcow2' } as const, top, ...disk.backing]
  const name = (index: number): string =>
    index === 0 ? `${disk.id}-node` : `${disk.id}-backing-${index}`
  const aio = chooseAio(disk.aio, options.ioUring)
  return chain
    .flatMap(({ path, format }, index) => [
      imageNodes(name(index), index + 1 < chain.length ? name(index + 1) : null, {
        ...{ path, format, cache: disk.cache, aio, discard: disk.discard },
        readOnly: disk.readOnly || index > 0,
      }),
    ])
    .reverse()
    .flat()
}

/** The medium of a CD-ROM drive; the topmost node is `${id}-node`. */
export function discNodes(id: string, path: string): QemuObject[] {
  const file = `${id}-file`
  return [
    { driver: 'file', 'node-name': file, filename: path, 'read-only': true },
    { driver: 'raw', 'node-name': `${id}-node`, 'read-only': true, file },
  ]
}
