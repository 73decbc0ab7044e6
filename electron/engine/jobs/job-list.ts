import { randomUUID } from 'node:crypto'
import { GuesthouseError, toErrorData } from '../../../shared/domain/errors.ts'
import type { JobKind, JobView } from '../../../shared/domain/jobs.ts'
import { type Logger, silentLogger } from '../../platform/logger.ts'

/** What a long operation tells of itself, and how it learns that it is not wanted any more. */
export interface Job {
  readonly signal: AbortSignal
  /** In the job's own measure, most often bytes. */
  progress(done: number, total: number): void
}

/** Jobs that ended are forgotten, oldest first, past this many. */
const KEPT = 100
/** ms between two tellings of one job's progress. */
const TELL_EVERY_MS = 200

export type JobChange =
  | { readonly type: 'put'; readonly job: JobView }
  | { readonly type: 'removed'; readonly id: string }

interface Entry {
  view: JobView
  readonly controller: AbortController
  toldAt: number
}

/** Every long operation of the engine, those that ended with how. Told to listeners in order. */
export class JobList {
  readonly #entries = new Map<string, Entry>()
  readonly #listeners = new Set<(change: JobChange) => void>()
  readonly #logger: Logger

  constructor(logger: Logger = silentLogger) {
    this.#logger = logger
  }

  list(): readonly JobView[] {
    return [...this.#entries.values()].map(({ view }) => view)
  }

  onChange(listener: (change: JobChange) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Runs the operation as a job; settles as it does. `signal` ends it from outside as well. */
  async run<T>(
    about: Pick<JobView, 'guest' | 'name'> & {
      readonly file?: string | undefined
      readonly kind: JobKind
      readonly signal?: AbortSignal
    },
    operation: (job: Job) => Promise<T>,
  ): Promise<T> {
    const entry: Entry = {
      controller: new AbortController(),
      toldAt: 0,
      view: {
        ...{ id: randomUUID(), kind: about.kind, guest: about.guest, state: 'running' },
        ...(about.name === undefined ? {} : { name: about.name }),
        ...(about.file === undefined ? {} : { file: about.file }),
        ...{ progress: null, startedAt: Date.now(), endedAt: null, error: null },
      },
    }
    const cancel = (): void => entry.controller.abort(about.signal?.reason)
    about.signal?.addEventListener('abort', cancel)
    if (about.signal?.aborted === true) cancel()
    this.#entries.set(entry.view.id, entry)
    this.#put(entry, {})
    try {
      const result = await operation({
        signal: entry.controller.signal,
        progress: (done, total) => this.#progress(entry, done, total),
      })
      this.#put(entry, { state: 'done', endedAt: Date.now() })
      return result
    } catch (error) {
      const { aborted } = entry.controller.signal
      this.#put(entry, {
        ...{ state: aborted ? 'cancelled' : 'failed', endedAt: Date.now() },
        error: aborted ? null : toErrorData(error),
      })
      throw error
    } finally {
      about.signal?.removeEventListener('abort', cancel)
      this.#forgetOldest()
    }
  }

  /** Does nothing where the job has ended. Its caller is answered with JOB_CANCELLED. */
  cancel(id: string): void {
    this.#entries.get(id)?.controller.abort(new GuesthouseError('JOB_CANCELLED'))
  }

  /** Cancels what is under way on a guest. */
  cancelOf(guest: string): void {
    for (const { view } of this.#entries.values()) if (view.guest === guest) this.cancel(view.id)
  }

  /** Removes a job that has ended from the list. */
  dismiss(id: string): void {
    const entry = this.#entries.get(id)
    if (entry === undefined || entry.view.state === 'running') return
    this.#remove(id)
  }

  #progress(entry: Entry, done: number, total: number): void {
    const now = Date.now()
    const view = { ...entry.view, progress: { done, total } }
    entry.view = view
    if (now - entry.toldAt < TELL_EVERY_MS && done < total) return
    this.#put(entry, {})
  }

  #put(entry: Entry, part: Partial<JobView>): void {
    entry.view = { ...entry.view, ...part }
    entry.toldAt = Date.now()
    this.#tell({ type: 'put', job: entry.view })
  }

  #remove(id: string): void {
    this.#entries.delete(id)
    this.#tell({ type: 'removed', id })
  }

  /** A listener that throws changes nothing of how a job ends. */
  #tell(change: JobChange): void {
    for (const listener of this.#listeners) {
      try {
        listener(change)
      } catch (error) {
        this.#logger.error('a listener failed', { error })
      }
    }
  }

  #forgetOldest(): void {
    const ended = [...this.#entries.values()].filter(({ view }) => view.state !== 'running')
    for (const { view } of ended.slice(0, Math.max(0, ended.length - KEPT))) this.#remove(view.id)
  }
}
