import { type ChildEnd, type ChildOptions, startChild } from './bounded-child.ts'

export interface ProgramResult extends ChildEnd {
  readonly stdout: string
  readonly stderr: string
  /** True where it was killed because `timeoutMs` was over. */
  readonly timedOut: boolean
}

/** Programs that are run this way print little; more is a program gone wrong. */
const STDOUT_MAX_BYTES = 4 * 1024 * 1024

/**
 * Runs a program to its end, with nothing on its stdin. It is killed after `timeoutMs`, when
 * `signal` aborts, and when it prints more than 4 MiB. Rejects with Node's error where it cannot be
 * started and with the signal's reason, in each case with no process left.
 */
export async function runProgram(
  options: ChildOptions & {
    readonly timeoutMs: number
    readonly signal?: AbortSignal | undefined
    /** What has come on stdout so far in bytes; for callers that time it. */
    readonly onStdout?: ((chunk: Buffer) => void) | undefined
  },
): Promise<ProgramResult> {
  const { signal, timeoutMs } = options
  signal?.throwIfAborted()
  const child = await startChild(options)
  let timedOut = false
  const abort = (): void => child.kill()
  const timer = setTimeout(() => {
    timedOut = true
    child.kill()
  }, timeoutMs)
  signal?.addEventListener('abort', abort)
  if (signal?.aborted === true) child.kill()
  const chunks: Buffer[] = []
  let length = 0
  child.process.stdout.on('data', (chunk: Buffer) => {
    length += chunk.length
    if (length > STDOUT_MAX_BYTES) {
      child.kill()
      return
    }
    chunks.push(chunk)
    options.onStdout?.(chunk)
  })
  child.process.stdin.end()
  try {
    const end = await child.ended
    signal?.throwIfAborted()
    const stdout = Buffer.concat(chunks).toString('utf8')
    return { ...end, stdout, stderr: child.stderr(), timedOut }
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
}

/** How a program ended, as words for an error's cause. */
export function describeEnd(result: ProgramResult): string {
  if (result.timedOut) return 'it was ended because it took too long'
  const how = result.signal === null ? `exit status ${result.code}` : `ended by ${result.signal}`
  return result.stderr.trim() || how
}
