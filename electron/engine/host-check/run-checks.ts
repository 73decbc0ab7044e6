import { setMaxListeners } from 'node:events'
import type { HostCheckId } from '../../../shared/domain/host-check.ts'
import { toErrorData } from '../../../shared/domain/errors.ts'
import { type CheckedHost, type CheckResult, Unchecked } from './check.ts'
import { checks, type Checks } from './rows/index.ts'

/**
 * ms. The self-test runs twice at least, and under a QEMU that has to leave features out more often;
 * the rest ask programs that answer within milliseconds, and QEMU, which may come from a slow disk.
 */
const LIMITS: Partial<Record<HostCheckId, number>> = { acceleration: 120_000 }
const LIMIT = 25_000

/** What a row came to, and the ms that it took. */
export interface CheckedRow extends CheckResult {
  readonly took: number
}

export interface RunOptions {
  readonly host: CheckedHost
  readonly ids: readonly HostCheckId[]
  /** Called as the rows come, in no order. */
  readonly tell: (id: HostCheckId, row: CheckedRow) => void
  readonly checks?: Checks
  /** ms for each row, instead of the usual ones. */
  readonly limitMs?: number
}

/**
 * Looks at the rows side by side. A row that throws or does not come to an end is "not checked", and
 * stops no other. Rejects with the signal's reason, and tells no row after that.
 */
export async function runChecks(options: RunOptions): Promise<void> {
  const { ids, tell, limitMs } = options
  const host = sharing(options.host)
  // Each row listens, and so does what it starts: that is no leak.
  setMaxListeners(0, host.signal)
  await Promise.all(
    ids.map(async (id) => {
      const limit = limitMs ?? LIMITS[id] ?? LIMIT
      const started = performance.now()
      const result = await within(limit, host, (limited) => (options.checks ?? checks)[id](limited))
      host.signal.throwIfAborted()
      tell(id, { ...result, took: Math.round(performance.now() - started) })
    }),
  )
}

/** Rows that ask the same thing in one run share the answer. */
function sharing(host: CheckedHost): CheckedHost {
  const once = <T>(ask: () => Promise<T>): (() => Promise<T>) => {
    let answer: Promise<T> | undefined
    return () => (answer ??= ask())
  }
  const qemu = once(() => host.qemu())
  return { ...host, qemu, acceleration: once(() => host.acceleration()) }
}

/** Never rejects but with the host's signal. */
async function within(
  limitMs: number,
  host: CheckedHost,
  check: (host: CheckedHost) => Promise<CheckResult>,
): Promise<CheckResult> {
  const { signal } = host
  signal.throwIfAborted()
  const stop = new AbortController()
  const seconds = Math.max(1, Math.round(limitMs / 1_000))
  const late = new Unchecked({ code: 'CHECK_TOOK_TOO_LONG', params: { seconds } })
  const timer = setTimeout(() => stop.abort(late), limitMs)
  const cancel = (): void => stop.abort(signal.reason)
  signal.addEventListener('abort', cancel)
  const stopped = new Promise<never>((_, reject) => {
    stop.signal.addEventListener('abort', () => reject(stop.signal.reason))
  })
  try {
    return await Promise.race([check({ ...host, signal: stop.signal }), stopped])
  } catch (error) {
    signal.throwIfAborted()
    return unchecked(error)
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', cancel)
  }
}

function unchecked(error: unknown): CheckResult {
  const finding =
    error instanceof Unchecked ? error.finding : ({ code: 'CHECK_FAILED', params: {} } as const)
  const reason = error instanceof Unchecked ? error.cause : error
  return { verdict: 'unknown', findings: [finding], remedies: [], cause: wordsOf(reason) }
}

/** An error of ours says what happened; of another, its own words are all that there is. */
function wordsOf(error: unknown): string | undefined {
  if (error === undefined) return undefined
  if (typeof error === 'string') return error
  const { code, message, cause } = toErrorData(error)
  if (code === 'INTERNAL') return cause
  return cause === undefined ? message : `${message} ${cause}`
}
