import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { describeEnd } from '../capabilities/run-program.ts'
import type { ImageFile } from './backing-chain.ts'
import { imageTree } from './image-tree.ts'
import { runQemuImg } from './qemu-img.ts'

const MIB = 1024 * 1024
/** ms; the tables of an image are read, not its data. */
const MEASURE_TIMEOUT_MS = 120_000

/**
 * Rejects with SPACE_NEEDED where the file system of `path`, which need not exist yet, has fewer
 * bytes free for this user. A look, not a promise: somebody else may take them meanwhile.
 */
export async function requireSpace(path: string, neededBytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(dirname(path))
  const free = bavail * bsize
  if (neededBytes <= free) return
  throw new GuesthouseError('SPACE_NEEDED', {
    path,
    neededMiB: Math.ceil(neededBytes / MIB),
    freeMiB: Math.floor(free / MIB),
  })
}

/**
 * The bytes that a copy of the image's content takes as qcow2, by qemu-img measure; of the other
 * formats none can be measured, and they take about as much. `standalone`: with all that lies below.
 */
export async function measureCopy(options: {
  readonly qemuImg: string
  readonly image: ImageFile
  readonly signal: AbortSignal
  readonly standalone?: boolean
  /** Of a snapshot inside the image. */
  readonly snapshot?: string | undefined
}): Promise<number> {
  const { qemuImg, image, signal, standalone = true, snapshot } = options
  const measured = standalone ? image : { ...image, backing: [] }
  const args = [
    ...['measure', '--output=json', '-O', 'qcow2'],
    ...(snapshot === undefined ? [] : ['-l', `snapshot.name=${snapshot}`]),
    imageTree(measured),
  ]
  const result = await runQemuImg({ qemuImg, args, timeoutMs: MEASURE_TIMEOUT_MS, signal })
  const failed = (cause: unknown) =>
    new GuesthouseError('IMAGE_FAILED', { path: image.path }, cause)
  if (result.code !== 0) throw failed(describeEnd(result))
  const { required } = JSON.parse(result.stdout) as { required?: unknown }
  if (typeof required !== 'number') throw failed('no size measured')
  return required
}
