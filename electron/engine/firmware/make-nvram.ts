import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { copyFile, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { syncDirectory } from '../../platform/files.ts'
import { describeEnd } from '../capabilities/run-program.ts'
import type { FlashImage } from '../preparation/resources.ts'
import { fileName, runQemuImg } from '../storage/qemu-img.ts'

/** ms; it is half a MiB, and a network file system may be slow. */
const CONVERT_TIMEOUT_MS = 60_000

/**
 * Variables as the template has them, as qcow2 of exactly its size (a flash device takes no other)
 * so that snapshots hold them. On the disk when this resolves, there whole or not at all; replaces
 * what is at `path`. Rejects with NVRAM_FAILED, QEMU_IMG_NOT_FOUND or the signal's reason.
 */
export async function makeNvram(options: {
  readonly qemuImg: string
  readonly template: FlashImage
  readonly path: string
  readonly signal: AbortSignal
}): Promise<void> {
  const { qemuImg, template, path, signal } = options
  const temporary = `${path}.${randomBytes(4).toString('hex')}`
  try {
    const file = await open(temporary, 'wx', 0o600)
    try {
      const formats = ['-f', template.format, '-O', 'qcow2']
      const args = ['convert', '-q', ...formats, fileName(template.path), fileName(temporary)]
      const result = await runQemuImg({ qemuImg, args, timeoutMs: CONVERT_TIMEOUT_MS, signal })
      if (result.code !== 0) throw new Error(describeEnd(result))
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
    await syncDirectory(dirname(path))
  } catch (error) {
    await rm(temporary, { force: true })
    signal.throwIfAborted()
    if (error instanceof GuesthouseError) throw error
    throw new GuesthouseError('NVRAM_FAILED', { path }, error)
  }
}

/**
 * Copies an image beside another name, which then holds either what it held or the whole copy.
 * Rejects with NVRAM_FAILED.
 */
export async function copyNvram(from: string, to: string): Promise<void> {
  const temporary = `${to}.${randomBytes(4).toString('hex')}`
  try {
    await copyFile(from, temporary, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
    const file = await open(temporary, 'r')
    try {
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, to)
    await syncDirectory(dirname(to))
  } catch (error) {
    await rm(temporary, { force: true })
    throw new GuesthouseError('NVRAM_FAILED', { path: to }, error)
  }
}

/** What the guest sees of a qcow2 image, in bytes: a big-endian number at 24 (docs/interop/qcow2). */
export async function qcow2VirtualSize(path: string): Promise<number> {
  const file = await open(path, 'r')
  try {
    const header = Buffer.alloc(32)
    await file.read(header, 0, header.length, 0)
    return Number(header.readBigUInt64BE(24))
  } finally {
    await file.close()
  }
}
