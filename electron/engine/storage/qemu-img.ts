import { resolve } from 'node:path'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { errorCode } from '../../platform/files.ts'
import { type ProgramResult, runProgram } from '../capabilities/run-program.ts'

/**
 * A path as qemu-img takes it without reading more into it: with the protocol named and the path
 * absolute, neither "-", ":", "," nor a pseudo-protocol such as json: or nbd: in it means anything.
 */
export function fileName(path: string): string {
  return `file:${resolve(path)}`
}

/**
 * Runs qemu-img. Rejects with QEMU_IMG_NOT_FOUND where it is gone and with the signal's reason;
 * what it says and how it ends is the caller's to judge.
 */
export async function runQemuImg(options: {
  readonly qemuImg: string
  readonly args: readonly string[]
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
  readonly onStdout?: ((chunk: Buffer) => void) | undefined
}): Promise<ProgramResult> {
  const { qemuImg: file, args, timeoutMs, signal, onStdout } = options
  // Its words are matched, so they have to be English.
  const env = { ...process.env, LC_ALL: 'C' }
  try {
    return await runProgram({ file, args, env, timeoutMs, signal, onStdout })
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
    throw new GuesthouseError('QEMU_IMG_NOT_FOUND', {}, error)
  }
}
