import { expect, test } from 'vitest'
import type { GuestView } from '../../../shared/domain/guest.ts'
import { type JobKind, jobKinds } from '../../../shared/domain/jobs.ts'
import type { JournalEntry } from '../../../shared/domain/journal.ts'
import { holds, offersOf } from './offers.ts'

const guest = (state: GuestView['state'], since = 7, template = false) =>
  ({ id: 'g', state, since, config: { template } }) as GuestView
const done = (job: JobKind, file?: string): Pick<JournalEntry, 'what'> => ({
  what: { kind: 'job', job, outcome: 'done', took: 9_000, ...(file === undefined ? {} : { file }) },
})
const event: Pick<JournalEntry, 'what'> = { what: { kind: 'guest', event: 'crashed' } }

test('a machine that ended by itself can be started again', () => {
  const start = { kind: 'start', guest: 'g', since: 7 }
  expect(offersOf(event, 'crashed', guest('crashed'))).toEqual([{ ...start, state: 'crashed' }])
  expect(offersOf(event, 'shut-itself-down', guest('stopped'))).toEqual([
    { ...start, state: 'stopped' },
  ])
})

test('one that runs again, is gone, or is never started cannot', () => {
  expect(offersOf(event, 'crashed', guest('starting'))).toEqual([])
  expect(offersOf(event, 'crashed', undefined)).toEqual([])
  expect(offersOf(event, 'shut-itself-down', guest('stopped', 7, true))).toEqual([])
})

test('only a save is taken back: nothing is lost by it', () => {
  const taken = jobKinds.filter((job) => offersOf(done(job), 'job-done', guest('saved')).length > 0)
  expect(taken).toEqual(['save'])
  expect(offersOf(done('save'), 'job-done', guest('saved'))).toEqual([
    { kind: 'resume', guest: 'g', state: 'saved', since: 7 },
  ])
  expect(offersOf(done('save'), 'job-done', guest('running'))).toEqual([])
})

test('what was written for the person is shown', () => {
  expect(offersOf(done('export', '/a.qcow2'), 'job-done', guest('running'))).toEqual([
    { kind: 'reveal', file: '/a.qcow2' },
  ])
})

test('a failure has details', () => {
  expect(offersOf(event, 'failed', guest('stopped'))).toEqual([{ kind: 'details' }])
  expect(offersOf(done('export', '/a'), 'job-failed', guest('stopped'))).toEqual([
    { kind: 'details' },
  ])
})

test('an offer holds while the machine is as it was', () => {
  const [offer] = offersOf(event, 'crashed', guest('crashed'))
  if (offer === undefined) throw new Error('no offer')
  expect(holds(offer, guest('crashed'))).toBe(true)
  expect(holds(offer, guest('starting'))).toBe(false)
  // It ran meanwhile, and crashed again.
  expect(holds(offer, guest('crashed', 8))).toBe(false)
  expect(holds(offer, undefined)).toBe(false)
  expect(holds({ kind: 'details' }, undefined)).toBe(true)
})
