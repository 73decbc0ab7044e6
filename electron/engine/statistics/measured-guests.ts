import type { Run } from '../guest/run.ts'
import type { MeasuredGuest } from './read-guest.ts'

/** Of these guests the ones that run, as they are measured. */
export function measuredGuests(
  guests: Iterable<{ readonly run: Run | null }>,
): readonly MeasuredGuest[] {
  return Array.from(guests, ({ run }) => run)
    .filter((run) => run !== null)
    .map((run) => ({
      id: run.record.config.id,
      run: run.record.run,
      pid: run.record.process.pid,
      config: run.record.config,
      qmp: run.answers ? run.qmp : null,
    }))
}
