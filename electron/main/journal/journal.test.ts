import { appendFile, mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'
import type { JobView } from '../../../shared/domain/jobs.ts'
import type { LeavingView } from '../../../shared/domain/leaving.ts'
import type { JournalChange, JournalEntry } from '../../../shared/domain/journal.ts'
import type { GuestChange } from '../../connections/connection.ts'
import { silentLogger } from '../../platform/logger.ts'
import { createJournal, type JournalSource } from './journal.ts'
import { openJournalFile } from './journal-file.ts'

const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const guest = (state: GuestView['state'], more: Partial<GuestView> = {}): GuestView => ({
  ...{ id: uuid(1), name: 'debian', state, since: 0, actions: [], config: null, runtime: null },
  ...{ job: null, error: null },
  ...more,
})
const error = new GuesthouseError('QEMU_CRASHED', { how: 'SIGABRT' }).toData()
const job = (state: JobView['state'], number = 7): JobView => ({
  ...{ id: uuid(number), kind: 'export', guest: uuid(1), state, progress: null },
  ...{ startedAt: 1_000, endedAt: state === 'running' ? null : 4_500 },
  error: state === 'failed' ? error : null,
})

function fakeSource(
  guests: readonly GuestView[] = [guest('running')],
  leaving: LeavingView | null = null,
) {
  const guestListeners = new Set<(change: GuestChange) => void>()
  const jobListeners = new Set<(change: { type: 'put'; job: JobView }) => void>()
  const source = {
    list: () => guests,
    leaving: { view: () => leaving },
    onChange(listener: (change: GuestChange) => void) {
      guestListeners.add(listener)
      return () => guestListeners.delete(listener)
    },
    jobs: {
      list: () => [],
      onChange(listener: (change: { type: 'put'; job: JobView }) => void) {
        jobListeners.add(listener)
        return () => jobListeners.delete(listener)
      },
    },
  } as unknown as JournalSource
  return {
    source,
    listening: () => guestListeners.size + jobListeners.size,
    put: (view: GuestView) => guestListeners.forEach((tell) => tell({ type: 'put', guest: view })),
    putJob: (view: JobView) => jobListeners.forEach((tell) => tell({ type: 'put', job: view })),
  }
}

describe('the journal', () => {
  let dir: string
  let path: string
  const logger = { ...silentLogger, warn: vi.fn(), error: vi.fn() }
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'journal-'))
    path = join(dir, 'state', 'journal.jsonl')
    logger.warn.mockClear()
    logger.error.mockClear()
  })
  afterEach(() => rm(dir, { recursive: true }))

  const open = async (fake = fakeSource()) => {
    const file = await openJournalFile(path, logger)
    return { fake, journal: createJournal(fake.source, file, () => 9_000) }
  }
  const lines = async () => (await readFile(path, 'utf8')).split('\n').slice(0, -1)
  const what = (entries: readonly JournalEntry[]) =>
    entries.map((entry) => (entry.what.kind === 'guest' ? entry.what.event : entry.what.outcome))

  it('writes down what happens, and has it after a restart', async () => {
    const { fake, journal } = await open()
    const changes: JournalChange[] = []
    journal.onChange((change) => changes.push(change))
    fake.put(guest('crashed', { error }))
    fake.putJob(job('running'))
    fake.putJob(job('done'))
    fake.putJob(job('done'))
    expect(journal.list()).toMatchObject([
      { guest: uuid(1), name: 'debian', at: 9_000, error, read: false },
      { name: 'debian', what: { job: 'export', outcome: 'done', took: 3_500 }, read: true },
    ])
    expect(changes.map(({ type }) => type)).toEqual(['put', 'put'])
    await journal.close()
    expect(fake.listening()).toBe(0)
    expect((await open()).journal.list()).toEqual(journal.list())
  })

  it('says why what was saved or shut down was, where its user left', async () => {
    const row = (number: number, state: 'saving' | 'shutting-down' | 'left') => ({
      ...({ id: uuid(number), name: 'debian', policy: 'save', error: null } as const),
      state,
    })
    const leaving = {
      ...({ reason: 'session', stopping: false } as const),
      guests: [row(1, 'saving'), row(2, 'shutting-down'), row(3, 'left')],
    }
    const { fake, journal } = await open(fakeSource([], leaving))
    const save = (guestNumber: number, number: number): void =>
      fake.putJob({ ...job('done', number), kind: 'save', guest: uuid(guestNumber) })
    save(1, 20)
    for (const state of ['running', 'stopping', 'stopped'] as const) {
      fake.put(guest(state, { id: uuid(2) }))
    }
    save(3, 21)
    fake.putJob({ ...job('failed', 22), kind: 'save' })
    await journal.close()
    const told = (await open()).journal.list().map(({ what: { kind }, guest: id, because }) => ({
      ...{ kind, id, because },
    }))
    expect(told).toEqual([
      { kind: 'job', id: uuid(1), because: 'session' },
      { kind: 'guest', id: uuid(2), because: undefined },
      { kind: 'guest', id: uuid(2), because: 'session' },
      { kind: 'job', id: uuid(3), because: undefined },
      { kind: 'job', id: uuid(1), because: undefined },
    ])
  })

  it('keeps failures unread until they are marked, all or some, also after a restart', async () => {
    const { fake, journal } = await open()
    for (let number = 10; number < 13; number++) fake.putJob(job('failed', number))
    const unread = () => journal.list().map(({ read }) => !read)
    expect(unread()).toEqual([true, true, true])
    journal.markRead([journal.list()[1]?.id ?? '', uuid(99)])
    expect(unread()).toEqual([true, false, true])
    await journal.close()
    const again = await open()
    expect(again.journal.list().map(({ read }) => read)).toEqual([false, true, false])
    again.journal.markRead()
    expect(again.journal.list().every(({ read }) => read)).toBe(true)
    await again.journal.close()
  })

  it('forgets the oldest past a thousand, and does not let its file grow', async () => {
    const { fake, journal } = await open()
    const removed: string[] = []
    journal.onChange((change) => change.type === 'removed' && removed.push(...change.ids))
    for (let number = 0; number < 2_100; number++) fake.putJob(job('done', 100 + number))
    await journal.close()
    expect(journal.list()).toHaveLength(1_000)
    expect(removed).toHaveLength(1_100)
    expect((await lines()).length).toBeLessThanOrEqual(2_000)
    expect((await open()).journal.list()).toEqual(journal.list())
  })

  it('is cleared for good', async () => {
    const { fake, journal } = await open()
    fake.putJob(job('failed'))
    journal.clear()
    expect(journal.list()).toEqual([])
    fake.putJob(job('done', 8))
    await journal.close()
    expect(what((await open()).journal.list())).toEqual(['done'])
  })

  it('passes over damaged lines, and mends a last one that was torn off', async () => {
    const first = await open()
    first.fake.putJob(job('done'))
    await first.journal.close()
    await appendFile(path, '{"id":3}\nnonsense\n{"id":"0000')
    const second = await open()
    expect(what(second.journal.list())).toEqual(['done'])
    expect(logger.warn).toHaveBeenCalledOnce()
    second.fake.putJob(job('cancelled', 8))
    await second.journal.close()
    expect(what((await open()).journal.list())).toEqual(['done', 'cancelled'])
    expect(await lines()).toHaveLength(2)
  })

  it('goes on in memory where the file cannot be read or written', async () => {
    const first = await open()
    await first.journal.close()
    // A directory in its place fails for every account.
    await rm(path, { force: true })
    await mkdir(path)
    const { fake, journal } = await open()
    fake.putJob(job('done'))
    await journal.close()
    expect(what(journal.list())).toEqual(['done'])
    expect(logger.error).toHaveBeenCalled()
  })

  it('passes over a line of a time that there is not', async () => {
    const { journal } = await open()
    await journal.close()
    const line = { id: uuid(5), guest: null, name: '', what: { kind: 'guest', event: 'created' } }
    await appendFile(path, `${JSON.stringify({ ...line, at: 1e300, error: null, read: true })}\n`)
    expect((await open()).journal.list()).toEqual([])
    expect(logger.warn).toHaveBeenCalledWith(expect.any(String), { damaged: 1 })
  })

  it('has the name of a machine that a job was to make', async () => {
    const { fake, journal } = await open()
    fake.putJob({ ...job('failed'), kind: 'provision', guest: null, name: 'appliance' })
    expect(journal.list()).toMatchObject([{ guest: null, name: 'appliance' }])
  })

  it('has the file that a job wrote, also after a restart', async () => {
    const { fake, journal } = await open()
    fake.putJob({ ...job('done'), file: '/disk.qcow2' })
    await journal.close()
    expect((await open()).journal.list()).toMatchObject([{ what: { file: '/disk.qcow2' } }])
  })

  it('says who asked, to those who want to tell', async () => {
    const { fake, journal } = await open()
    const news: string[] = []
    const stop = journal.onNews(({ entry, asked }) => news.push(`${what([entry]).join()} ${asked}`))
    fake.put(guest('stopping'))
    fake.put(guest('stopped'))
    stop()
    fake.put(guest('starting', { job: 'start' }))
    fake.put(guest('running', { job: 'start' }))
    expect(news).toEqual(['shut-down false'])
    await journal.close()
  })

  it('is readable by its owner alone', async () => {
    const { fake, journal } = await open()
    fake.putJob(job('done'))
    await journal.close()
    expect((await stat(path)).mode & 0o077).toBe(0)
  })
})
