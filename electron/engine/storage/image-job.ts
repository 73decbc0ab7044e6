import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { SHARE_TOTAL } from '../../../shared/domain/jobs.ts'
import { describeEnd, type ProgramResult } from '../capabilities/run-program.ts'
import type { Job } from '../jobs/job-list.ts'
import { runQemuImg } from './qemu-img.ts'

/** ms; a large image on a slow disk takes hours. Nobody waits for it without being able to cancel. */
const LONG_MS = 48 * 60 * 60 * 1_000

const NO_SPACE_WORDS = /No space left on device|Disk quota exceeded|File too large/
const IN_USE_WORDS = /Failed to get (?:shared )?"(?:write|consistent read|resize)" lock/

/**
 * Runs a long qemu-img and tells its progress (`-p` must be among the arguments for that). Rejects
 * with NO_SPACE, DISK_IN_USE, IMAGE_FAILED (its words the cause), QEMU_IMG_NOT_FOUND, or the job's
 * reason; whatever exit status is in `accept` is the caller's to judge.
 */
export async function runImageJob(options: {
  readonly qemuImg: string
  readonly args: readonly string[]
  readonly job: Job
  /** The image that the words of an error are about. */
  readonly path: string
  readonly accept?: readonly number[]
}): Promise<ProgramResult> {
  const { qemuImg, args, job, path, accept = [0] } = options
  const onStdout = (chunk: Buffer): void => {
    const done = progressOf(chunk.toString('latin1'))
    if (done !== null) job.progress(done, SHARE_TOTAL)
  }
  const { signal } = job
  const result = await runQemuImg({ qemuImg, args, timeoutMs: LONG_MS, signal, onStdout })
  if (result.code !== null && accept.includes(result.code)) return result
  throw imageError(path, result)
}

export function imageError(path: string, result: ProgramResult): GuesthouseError {
  const cause = describeEnd(result)
  if (NO_SPACE_WORDS.test(result.stderr)) return new GuesthouseError('NO_SPACE', { path }, cause)
  if (IN_USE_WORDS.test(result.stderr)) {
    return new GuesthouseError('DISK_IN_USE', { path, holder: 'another program' }, cause)
  }
  return new GuesthouseError('IMAGE_FAILED', { path }, cause)
}

/** The last "(12.34/100%)" of the text, in hundredths of a percent. */
function progressOf(text: string): number | null {
  const last = [...text.matchAll(/\((\d+\.\d\d)\/100%\)/g)].at(-1)?.[1]
  return last === undefined ? null : Math.round(Number(last) * 100)
}

/** One part of a job as a job of its own; its progress is a share of the whole's. */
export function partOfJob(job: Job, index: number, count: number): Job {
  return {
    signal: job.signal,
    progress: (done, total) => {
      const part = total === 0 ? 1 : done / total
      job.progress(Math.round(((index + part) / count) * SHARE_TOTAL), SHARE_TOTAL)
    },
  }
}
