import type { GuestView } from '../../shared/domain/guest.ts'
import type { JobView } from '../../shared/domain/jobs.ts'
import type { LeaveReason, LeavingGuestView, LeavingView } from '../../shared/domain/leaving.ts'
import type { FakeOptions } from './fake-bridge.ts'
import { LONG_NAME, sampleError, sampleGuest, sampleId, sampleJob } from './samples.ts'

const row = (
  number: number,
  name: string,
  policy: LeavingGuestView['policy'],
  state: LeavingGuestView['state'],
  error: LeavingGuestView['error'] = null,
): LeavingGuestView => ({ ...{ id: sampleId(number), name, policy, state, error } })

/** One machine in each state that leaving has. */
export const sampleLeaving = (reason: LeaveReason): LeavingView => ({
  ...{ reason, stopping: false },
  guests: [
    row(1, 'debian-13', 'save', 'saving'),
    row(2, 'build-runner', 'shutdown', 'shutting-down'),
    row(3, LONG_NAME, 'save', 'waiting'),
    row(4, 'mail-relay', 'shutdown', 'shut-down'),
    row(5, 'sparrow', 'save', 'saved'),
    row(6, 'web-shop', 'leave', 'left'),
    row(7, 'fedora-43', 'save', 'shut-down', sampleError('SAVE_BLOCKED', { reason: 'nvme' })),
  ],
})

const running = (): readonly GuestView[] =>
  sampleLeaving('session').guests.map(({ name }, index) => sampleGuest(index + 1, name, 'running'))

/** All of them done. */
const over = (view: LeavingView): LeavingView => ({
  ...view,
  guests: view.guests.map((guest) => ({ ...guest, state: 'saved', error: null })),
})

/** Guests that are left, or were. */
export const leavingScenarios: Readonly<Record<string, () => readonly GuestView[]>> = {
  session: running,
  shutdown: running,
  quit: running,
  saved: () => [
    sampleGuest(1, 'debian-13', 'saved'),
    sampleGuest(2, LONG_NAME, 'saved'),
    // Fails to start, as all whose names end so.
    sampleGuest(3, 'build-3', 'saved'),
    sampleGuest(4, 'old-xp', 'stopped'),
  ],
}

export const leavingJobs = (): readonly JobView[] => [sampleJob(1, 'save', 0.42)]

export function leavingOptions(name: string): Pick<FakeOptions, 'leaving' | 'requests'> {
  if (name === 'session' || name === 'quit') return { leaving: sampleLeaving(name) }
  if (name === 'shutdown') return { leaving: over(sampleLeaving(name)) }
  if (name !== 'saved') return {}
  return { requests: [{ kind: 'resume-saved', ids: [1, 2, 3, 4].map(sampleId) }] }
}
