import { create } from 'zustand'
import type { JobView } from '../../shared/domain/jobs.ts'
import { follow } from '../ipc/follow.ts'

/** A mirror of the topic `jobs`. */
export interface JobsState {
  readonly byId: Readonly<Record<string, JobView>>
}

export const useJobs = create<JobsState>()(() => ({ byId: {} }))

/** Starts the mirror; returns its end. */
export function followJobs(): () => void {
  return follow('jobs', {
    onSnapshot: (jobs) =>
      useJobs.setState({ byId: Object.fromEntries(jobs.map((job) => [job.id, job])) }),
    onChange: (change) => {
      const { byId } = useJobs.getState()
      if (change.type === 'put') {
        useJobs.setState({ byId: { ...byId, [change.job.id]: change.job } })
        return
      }
      const { [change.id]: _gone, ...others } = byId
      useJobs.setState({ byId: others })
    },
    // Without jobs the window still works; the guests' mirror reports a dead connection.
    onError: () => useJobs.setState({ byId: {} }),
  })
}

/** The long operation that is under way on a guest: there is one at most. */
export const useJobOf = (guest: string): JobView | undefined =>
  useJobs(({ byId }) =>
    Object.values(byId).find((job) => job.guest === guest && job.state === 'running'),
  )
