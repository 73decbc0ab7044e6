import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { Job } from '../jobs/job-list.ts'
import type { QmpClient } from '../qmp/index.ts'

/**
 * ms. Up to 10.1 at least, QEMU does nothing else while it saves or loads a snapshot
 * (migration/savevm.c runs it in the main loop): commands wait until all memory is written, which no
 * time-out of ours may cut off. An end of QEMU ends the wait in any case.
 */
const LONG_MS = 24 * 60 * 60 * 1_000

/**
 * Runs a job of QEMU's to its end (qapi/job.json), and removes it there, unless it failed and is to
 * be kept as a trace for an engine that comes later (jobOutcome). Where it is cancelled, QEMU is
 * asked to, and its end is waited for all the same: what it made is known only then. Rejects with
 * SNAPSHOT_FAILED (QEMU's words), QEMU_REFUSED, QEMU_NO_ANSWER, or the job's reason.
 */
export async function runQmpJob(
  qmp: QmpClient,
  id: string,
  start: (options: { readonly timeoutMs: number }) => Promise<unknown>,
  job: Job,
  options: { readonly keepFailed?: boolean } = {},
): Promise<void> {
  job.signal.throwIfAborted()
  const { concluded, forget } = expectConcluded(qmp, id)
  const cancel = (): void => {
    qmp.execute('job-cancel', { id }, { timeoutMs: LONG_MS }).catch(() => {
      // It has ended, or cannot be cancelled; then it runs to its end.
    })
  }
  let reason: string | undefined
  try {
    await start({ timeoutMs: LONG_MS })
    job.signal.addEventListener('abort', cancel)
    if (job.signal.aborted) cancel()
    await concluded
    const ended = await qmp.execute('query-jobs', undefined, { timeoutMs: LONG_MS })
    reason = ended.find((candidate) => candidate.id === id)?.error
    if (reason === undefined || options.keepFailed !== true) {
      await qmp.execute('job-dismiss', { id }, { timeoutMs: LONG_MS })
    }
  } finally {
    job.signal.removeEventListener('abort', cancel)
    forget()
  }
  job.signal.throwIfAborted()
  if (reason !== undefined) throw new GuesthouseError('SNAPSHOT_FAILED', { reason })
}

function expectConcluded(
  qmp: QmpClient,
  id: string,
): { readonly concluded: Promise<void>; readonly forget: () => void } {
  const stops: (() => void)[] = []
  const concluded = new Promise<void>((resolve, reject) => {
    stops.push(
      qmp.onEvent((event) => {
        if (event.event !== 'JOB_STATUS_CHANGE' || event.data.id !== id) return
        if (event.data.status === 'concluded') resolve()
      }),
      qmp.onClose((error) => reject(new GuesthouseError('QEMU_NO_ANSWER', {}, error ?? undefined))),
    )
  })
  // Where the start is refused nobody waits for it.
  concluded.catch(() => {})
  return {
    concluded,
    forget: () => {
      for (const stop of stops) stop()
    },
  }
}

/**
 * How a job ended that another engine has begun: QEMU's words where it failed, null where it did not.
 * One that QEMU does not know was removed by whoever saw its end.
 */
export async function jobOutcome(qmp: QmpClient, id: string): Promise<string | null> {
  // QEMU answers only when it is over.
  const jobs = await qmp.execute('query-jobs', undefined, { timeoutMs: LONG_MS })
  const found = jobs.find((candidate) => candidate.id === id)
  if (found === undefined) return null
  await qmp.execute('job-dismiss', { id })
  return found.error ?? null
}
