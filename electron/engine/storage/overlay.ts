import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { describeEnd } from '../capabilities/run-program.ts'
import { checkChain, type ImageFile } from './backing-chain.ts'
import { inspectImage } from './inspect-image.ts'
import { makeImage } from './new-image.ts'
import { fileName, runQemuImg } from './qemu-img.ts'

/** ms; a few hundred KiB are written. */
const TIMEOUT_MS = 60_000

/**
 * Makes a qcow2 that builds on an image: it starts with its content, and what is written goes into
 * the new file alone. Rejects with DISK_EXISTS, DISK_CREATE_FAILED or what checkChain says.
 */
export async function createOverlay(options: {
  readonly qemuImg: string
  readonly base: ImageFile
  readonly path: string
  readonly signal: AbortSignal
}): Promise<void> {
  const { qemuImg, base, path, signal } = options
  await checkChain(base)
  const { virtualSizeBytes } = await inspectImage({ qemuImg, path: base.path, signal })
  await makeImage(path, async (temporary) => {
    // -u: the base is written down, not opened; its name is a path, so nothing else is read into it.
    const args = [
      ...['create', '-q', '-f', 'qcow2', '-u', '-b', base.path, '-F', base.format],
      ...['--', fileName(temporary), String(virtualSizeBytes)],
    ]
    const result = await runQemuImg({ qemuImg, args, timeoutMs: TIMEOUT_MS, signal })
    if (result.code !== 0) {
      throw new GuesthouseError('DISK_CREATE_FAILED', { path }, describeEnd(result))
    }
  })
}

/** Writes the place of an image's backing file into it anew, as an absolute path. */
export async function writeBackingPath(options: {
  readonly qemuImg: string
  readonly path: string
  readonly backing: ImageFile['backing'][number]
  readonly signal: AbortSignal
}): Promise<void> {
  const { qemuImg, path, backing, signal } = options
  const args = [
    ...['rebase', '-q', '-u', '-f', 'qcow2', '-b', backing.path, '-F', backing.format],
    ...['--', fileName(path)],
  ]
  const result = await runQemuImg({ qemuImg, args, timeoutMs: TIMEOUT_MS, signal })
  if (result.code !== 0) throw new GuesthouseError('IMAGE_FAILED', { path }, describeEnd(result))
}
