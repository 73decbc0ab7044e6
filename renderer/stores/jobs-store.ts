import { create } from 'zustand'
import type { JobView } from '../../shared/domain/jobs.ts'
import { follow } from '../ipc/follow.ts'
import { type ProgressSample, withSample } from './progress-rate.ts'

/** A mirror of the topic `jobs`, with what is needed to tell how fast they go. */
export interface JobsState {
  readonly byId: Readonly<Record<string, JobView>>
  /** Of jobs that run, by their ids. */
  readonly samples: Readonly<Record<string, readonly ProgressSample[]>>
}

export const noJobs: JobsState = { byId: {}, samples: {} }

export const useJobs = create<JobsState>()(() => noJobs)

const without = <T>(record: Readonly<Record<string, T>>, id: string): Record<string, T> => {
  const { [id]: _gone, ...others } = record
  return others
}

function withJob({ byId, samples }: JobsState, job: JobView): JobsState {
  const running = job.state === 'running'
  return {
    byId: { ...byId, [job.id]: job },
    samples: running
      ? { ...samples, [job.id]: withSample(samples[job.id] ?? [], job, Date.now()) }
      : without(samples, job.id),
  }
}

/** Starts the mirror; returns its end. */
export function followJobs(): () => void {
  return follow('jobs', {
    onSnapshot: (jobs) => useJobs.setState(jobs.reduce(withJob, noJobs), true),
    onChange: (change) =>
      useJobs.setState((state) =>
        change.type === 'put'
          ? withJob(state, change.job)
          : { byId: without(state.byId, change.id), samples: without(state.samples, change.id) },
      ),
    // Without jobs the window still works; the guests' mirror reports a dead connection.
    onError: () => useJobs.setState(noJobs, true),
  })
}

/** The long operation that is under way on a guest: there is one at most. */
export const useJobOf = (guest: string): JobView | undefined =>
  useJobs(({ byId }) =>
    Object.values(byId).find((job) => job.guest === guest && job.state === 'running'),
  )

/** Ids of the jobs that run, oldest first. */
export const selectRunningJobs = ({ byId }: JobsState): string[] =>
  Object.values(byId)
    .filter(({ state }) => state === 'running')
    .toSorted((a, b) => a.startedAt - b.startedAt)
    .map(({ id }) => id)

/** How much of all that runs is done, 0 to 1; null where nothing runs or nothing is known. */
export function selectProgress({ byId }: JobsState): number | null {
  const shares = Object.values(byId).flatMap(({ state, progress }) =>
    state === 'running' && progress !== null && progress.total > 0
      ? [Math.min(1, progress.done / progress.total)]
      : [],
  )
  if (shares.length === 0) return null
  return shares.reduce((sum, share) => sum + share, 0) / shares.length
}
