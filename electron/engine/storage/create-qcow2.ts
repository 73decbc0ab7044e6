import { open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { errorCode, syncDirectory } from '../../platform/files.ts'
import { describeEnd, type ProgramResult } from '../capabilities/run-program.ts'
import { fileName, runQemuImg } from './qemu-img.ts'

/** ms; an empty qcow2 is a few hundred KiB, and a network file system may be slow. */
const CREATE_TIMEOUT_MS = 60_000

const NO_SPACE_CODES = new Set(['ENOSPC', 'EDQUOT'])
/** strerror of ENOSPC and EDQUOT, which qemu-img repeats. */
const NO_SPACE_WORDS = /No space left on device|Disk quota exceeded/

/**
 * Makes an empty qcow2 image, mode 0600, and has it on the disk when this resolves. Rejects with
 * DISK_EXISTS and leaves that file alone; with NO_SPACE or DISK_CREATE_FAILED (qemu-img's words the
 * cause), QEMU_IMG_NOT_FOUND or the signal's reason, and leaves nothing behind.
 */
export async function createQcow2(options: {
  readonly qemuImg: string
  readonly path: string
  /** What the guest sees; the file starts out small. */
  readonly sizeBytes: number
  readonly signal?: AbortSignal
}): Promise<void> {
  const { qemuImg, path, sizeBytes, signal } = options
  signal?.throwIfAborted()
  // qemu-img overwrites without asking. The name is taken first, so nobody else's file can be hit.
  const file = await open(path, 'wx', 0o600).catch((error: unknown) => {
    throw takeNameError(path, error)
  })
  try {
    try {
      const args = ['create', '-q', '-f', 'qcow2', '--', fileName(path), String(sizeBytes)]
      const result = await runQemuImg({ qemuImg, args, timeoutMs: CREATE_TIMEOUT_MS, signal })
      if (result.code !== 0) throw createError(path, result)
      await file.sync()
    } finally {
      await file.close()
    }
    await syncDirectory(dirname(path))
  } catch (error) {
    await rm(path, { force: true })
    if (error instanceof GuesthouseError) throw error
    signal?.throwIfAborted()
    throw failed(path, error)
  }
}

function takeNameError(path: string, error: unknown): GuesthouseError {
  if (errorCode(error) === 'EEXIST') return new GuesthouseError('DISK_EXISTS', { path })
  return failed(path, error)
}

function createError(path: string, result: ProgramResult): GuesthouseError {
  const full = NO_SPACE_WORDS.test(result.stderr)
  return new GuesthouseError(
    full ? 'NO_SPACE' : 'DISK_CREATE_FAILED',
    { path },
    describeEnd(result),
  )
}

function failed(path: string, error: unknown): GuesthouseError {
  const full = NO_SPACE_CODES.has(errorCode(error) ?? '')
  return new GuesthouseError(full ? 'NO_SPACE' : 'DISK_CREATE_FAILED', { path }, error)
}
