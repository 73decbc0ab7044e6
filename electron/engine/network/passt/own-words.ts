import { stat } from 'node:fs/promises'
import { errorCode, readTail } from '../../../platform/files.ts'
import type { ProcessEnd } from '../../process/qemu-process.ts'

const CAUSE_MAX_BYTES = 1_000

/** Why a passt has ended: what it printed after its log had `start` bytes, else how it ended. */
export async function failureOf(
  log: string,
  start: number,
  { code, signal }: ProcessEnd,
): Promise<Error> {
  const size = await sizeOf(log)
  const { text } = await readTail(log, Math.min(CAUSE_MAX_BYTES, Math.max(0, size - start)))
  return new Error(ownWords(text) || (signal ?? `exit status ${code}`))
}

/** Without what it says of a system log that is not there. */
const ownWords = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !line.includes('to syslog'))
    .join('\n')
    .trim()

/** In bytes; 0 where there is no such file. */
export const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    (error: unknown) => {
      if (errorCode(error) === 'ENOENT') return 0
      throw error
    },
  )
