import { rm } from 'node:fs/promises'
import type { GuesthouseError } from '../../../shared/domain/errors.ts'
import { readTail } from '../../platform/files.ts'
import { awaitSocketFile } from './await-socket.ts'
import type { HelperProcess, HelperSpec } from './helper-process.ts'

/** ms; helpers listen within some ms of their start. */
const LISTEN_TIMEOUT_MS = 10_000
/** How much of a helper's own words goes into an error. */
const CAUSE_MAX_BYTES = 1_000

interface Starter {
  readonly signal: AbortSignal
  readonly startHelper: (spec: HelperSpec) => Promise<HelperProcess>
}

/**
 * Starts a helper and waits until its socket is there for QEMU. Rejects with what `failed` makes of
 * the helper's last words where it does not start, ends, or takes too long, and with the signal's
 * reason. A helper that runs nevertheless is ended by who owns the run.
 */
export async function startListener(
  { signal, startHelper }: Starter,
  options: {
    readonly spec: HelperSpec
    readonly socket: string
    readonly failed: (cause: unknown) => GuesthouseError
  },
): Promise<HelperProcess> {
  const { spec, socket, failed } = options
  // A stale socket would be taken for the helper's.
  await rm(socket, { force: true })
  const helper = await startHelper(spec).catch((error: unknown) => {
    throw failed(error)
  })
  const stop = new AbortController()
  const cancel = (): void => stop.abort(signal.reason)
  signal.addEventListener('abort', cancel)
  if (signal.aborted) cancel()
  const timer = setTimeout(
    () => stop.abort(failed(`it did not listen within ${LISTEN_TIMEOUT_MS} ms`)),
    LISTEN_TIMEOUT_MS,
  )
  const died = helper.ended.then(async ({ code, signal: by }) => {
    const { text } = await readTail(spec.logPath, CAUSE_MAX_BYTES)
    stop.abort(failed(text.trim() || (by === null ? `exit status ${code}` : `ended by ${by}`)))
  })
  died.catch(() => {})
  try {
    await awaitSocketFile(socket, stop.signal)
    return helper
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', cancel)
  }
}
