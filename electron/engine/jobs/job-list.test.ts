import { describe, expect, it } from 'vitest'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { type Job, type JobChange, JobList } from './job-list.ts'

const GUEST = '0b5c9c0e-52a3-4c3e-9a0a-0c7c1f1f2d11'
const about = { kind: 'convert', guest: GUEST } as const

/** A job that ends when the test says so. */
function openJob(jobs: JobList) {
  let given: Job | undefined
  let finish: (error: Error | null) => void = () => {}
  const outcome = jobs.run(about, (job) => {
    given = job
    return new Promise<string>((resolve, reject) => {
      finish = (error) => (error === null ? resolve('made') : reject(error))
      job.signal.addEventListener('abort', () => reject(job.signal.reason))
    })
  })
  outcome.catch(() => {})
  if (given === undefined) throw new Error('the job was not begun')
  return { outcome, job: given, finish: (error: Error | null = null) => finish(error) }
}

describe('the list of jobs', () => {
  it('shows a job from its beginning, and how it ended', async () => {
    const jobs = new JobList()
    const { outcome, finish } = openJob(jobs)
    expect(jobs.list()).toMatchObject([{ ...about, state: 'running', progress: null }])
    finish()
    await expect(outcome).resolves.toBe('made')
    expect(jobs.list()).toMatchObject([{ state: 'done', error: null }])
    expect(jobs.list()[0]?.endedAt).toBeTypeOf('number')
  })

  it('says what it writes for the person, where it does', async () => {
    const jobs = new JobList()
    await jobs.run({ ...about, file: '/a.qcow2' }, async () => {})
    await jobs.run({ ...about, file: undefined }, async () => {})
    expect(jobs.list().map((job) => ('file' in job ? job.file : 'none'))).toEqual([
      ...['/a.qcow2', 'none'],
    ])
  })

  it('runs a job to its end whatever a listener does', async () => {
    const jobs = new JobList()
    jobs.onChange(() => {
      throw new Error('a window that is gone')
    })
    await expect(jobs.run(about, async () => 'made')).resolves.toBe('made')
    expect(jobs.list()).toMatchObject([{ state: 'done', error: null }])
  })

  it('keeps the error of one that failed', async () => {
    const jobs = new JobList()
    const { outcome, finish } = openJob(jobs)
    finish(new GuesthouseError('NO_SPACE', { path: '/d' }))
    await expect(outcome).rejects.toMatchObject({ code: 'NO_SPACE' })
    expect(jobs.list()).toMatchObject([{ state: 'failed', error: { code: 'NO_SPACE' } }])
  })

  it('cancels, and tells that from a failure', async () => {
    const jobs = new JobList()
    const { outcome } = openJob(jobs)
    jobs.cancel(jobs.list()[0]?.id ?? '')
    await expect(outcome).rejects.toMatchObject({ code: 'JOB_CANCELLED' })
    expect(jobs.list()).toMatchObject([{ state: 'cancelled', error: null }])
  })

  it('is cancelled with the operation around it', async () => {
    const jobs = new JobList()
    const around = new AbortController()
    around.abort(new GuesthouseError('START_CANCELLED'))
    const outcome = jobs.run({ ...about, signal: around.signal }, async ({ signal }) => {
      signal.throwIfAborted()
    })
    await expect(outcome).rejects.toMatchObject({ code: 'START_CANCELLED' })
    expect(jobs.list()).toMatchObject([{ state: 'cancelled' }])
  })

  it('tells of progress, but not of every byte', () => {
    const jobs = new JobList()
    const changes: JobChange[] = []
    const { job } = openJob(jobs)
    jobs.onChange((change) => changes.push(change))
    for (let done = 1; done <= 1_000; done++) job.progress(done, 1_000)
    expect(changes.length).toBeLessThan(100)
    expect(changes.at(-1)).toMatchObject({ job: { progress: { done: 1_000, total: 1_000 } } })
    expect(jobs.list()).toMatchObject([{ progress: { done: 1_000, total: 1_000 } }])
  })

  it('lets go of what has ended, and never of what runs', async () => {
    const jobs = new JobList()
    const open = openJob(jobs)
    const id = jobs.list()[0]?.id ?? ''
    jobs.dismiss(id)
    expect(jobs.list()).toHaveLength(1)
    for (let count = 0; count < 150; count++) await jobs.run(about, async () => {})
    expect(jobs.list()).toHaveLength(101)
    expect(jobs.list()[0]).toMatchObject({ id, state: 'running' })
    open.finish()
    await open.outcome
    jobs.dismiss(id)
    expect(jobs.list().some((job) => job.id === id)).toBe(false)
  })
})
