import { randomUUID } from 'node:crypto'
import type { JobView } from '../../../shared/domain/jobs.ts'
import { isLeft } from '../../../shared/domain/leaving.ts'
import {
  JOURNAL_KEPT,
  type JournalChange,
  type JournalEntry,
} from '../../../shared/domain/journal.ts'
import type { Connection, GuestChange } from '../../connections/connection.ts'
import {
  firstMemory,
  type GuestHappening,
  guestHappening,
  type GuestMemory,
  nextMemory,
} from './guest-happening.ts'
import type { JournalFile } from './journal-file.ts'

/** A new entry, and whether somebody asked for what it tells. */
export interface JournalNews {
  readonly entry: JournalEntry
  readonly asked: boolean
}

export interface Journal {
  /** Oldest first. */
  list(): readonly JournalEntry[]
  /** Listeners are called in order, synchronously. */
  onChange(listener: (change: JournalChange) => void): () => void
  /** New entries alone. */
  onNews(listener: (news: JournalNews) => void): () => void
  /** Without ids, all of them. */
  markRead(ids?: readonly string[]): void
  clear(): void
  /** Stops listening; resolves when everything is on the disk. */
  close(): Promise<void>
}

/** The part of a connection that a journal is made of. */
export type JournalSource = Pick<Connection, 'list' | 'onChange' | 'jobs'> & {
  readonly leaving: Pick<Connection['leaving'], 'view'>
}

const asRead = (entry: JournalEntry): JournalEntry => ({ ...entry, read: true })

/** Writes down what happens to a connection's guests and how its jobs end, from now on. */
export function createJournal(
  source: JournalSource,
  file: JournalFile,
  now: () => number = Date.now,
): Journal {
  const entries = new Map(file.entries.map((entry) => [entry.id, entry]))
  const changeListeners = new Set<(change: JournalChange) => void>()
  const newsListeners = new Set<(news: JournalNews) => void>()
  const memories = new Map<string, GuestMemory>()
  /** Jobs whose end was told. */
  const ended = new Set<string>()

  const tell = (change: JournalChange): void => {
    for (const listener of changeListeners) listener(change)
  }
  const put = (changed: readonly JournalEntry[]): void => {
    for (const entry of changed) entries.set(entry.id, entry)
    tell({ type: 'put', entries: [...changed] })
    const oldest = [...entries.keys()].slice(0, Math.max(0, entries.size - JOURNAL_KEPT))
    for (const id of oldest) entries.delete(id)
    if (oldest.length > 0) tell({ type: 'removed', ids: oldest })
    file.put(changed, () => entries.values())
  }
  const add = (fields: Omit<JournalEntry, 'id' | 'at' | 'read'>, asked: boolean): void => {
    const entry = { id: randomUUID(), at: now(), ...fields, read: fields.error === null }
    put([entry])
    for (const listener of newsListeners) listener({ entry, asked })
  }

  /** Why something is being done with a guest, where its user leaves. */
  const becauseOf = (guest: string | null): Pick<JournalEntry, 'because'> => {
    const view = source.leaving.view()
    const row = view?.guests.find(({ id }) => id === guest)
    return view === null || row === undefined || isLeft(row) ? {} : { because: view.reason }
  }
  const addHappening = ({ guest, name, event, error, asked }: GuestHappening): void => {
    const because = event === 'shut-down' ? becauseOf(guest) : {}
    add({ guest, name, what: { kind: 'guest', event }, error, ...because }, asked)
  }

  const onGuest = (change: GuestChange): void => {
    const id = change.type === 'put' ? change.guest.id : change.id
    const view = change.type === 'put' ? change.guest : undefined
    const before = memories.get(id)
    if (view === undefined) memories.delete(id)
    else memories.set(id, nextMemory(before, view))
    const happening = guestHappening(id, before, view)
    if (happening !== null) addHappening(happening)
  }
  const onJob = (job: JobView): void => {
    if (job.state === 'running' || ended.has(job.id)) return
    ended.add(job.id)
    const name = job.name ?? memories.get(job.guest ?? '')?.name ?? ''
    const took = Math.max(0, (job.endedAt ?? now()) - job.startedAt)
    const what = {
      ...({ kind: 'job', job: job.kind, outcome: job.state, took } as const),
      ...(job.file === undefined ? {} : { file: job.file }),
    }
    const because = job.kind === 'save' && job.state === 'done' ? becauseOf(job.guest) : {}
    add({ guest: job.guest, name, what, error: job.error, ...because }, true)
  }

  for (const guest of source.list()) memories.set(guest.id, firstMemory(guest))
  for (const job of source.jobs.list()) if (job.state !== 'running') ended.add(job.id)
  const stops = [
    source.onChange(onGuest),
    source.jobs.onChange((change) => {
      if (change.type === 'put') onJob(change.job)
      else ended.delete(change.id)
    }),
  ]
  return {
    list: () => [...entries.values()],
    onChange(listener) {
      changeListeners.add(listener)
      return () => changeListeners.delete(listener)
    },
    onNews(listener) {
      newsListeners.add(listener)
      return () => newsListeners.delete(listener)
    },
    markRead(ids) {
      const wanted = ids === undefined ? null : new Set(ids)
      const changed = [...entries.values()]
        .filter(({ id, read }) => !read && (wanted === null || wanted.has(id)))
        .map(asRead)
      if (changed.length > 0) put(changed)
    },
    clear() {
      const ids = [...entries.keys()]
      if (ids.length === 0) return
      entries.clear()
      tell({ type: 'removed', ids })
      file.replace(() => entries.values())
    },
    async close() {
      for (const stop of stops) stop()
      await file.settled()
    },
  }
}
