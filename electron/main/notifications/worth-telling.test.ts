import { expect, test } from 'vitest'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { JournalEntry } from '../../../shared/domain/journal.ts'
import { worthTelling } from './worth-telling.ts'

const error = new GuesthouseError('DISK_FULL').toData()

const guest = (event: 'crashed' | 'shut-down' | 'started' | 'paused' | 'failed', failed = false) =>
  ({ what: { kind: 'guest', event }, error: failed ? error : null }) as JournalEntry
const job = (outcome: 'done' | 'failed' | 'cancelled', took: number) =>
  ({ what: { kind: 'job', job: 'save', outcome, took }, error: null }) as JournalEntry

test.each([
  [job('done', 60_000), true, 'job-done'],
  [job('done', 4_999), true, null],
  [job('failed', 10), true, 'job-failed'],
  [job('cancelled', 60_000), true, null],
  [guest('crashed', true), true, 'crashed'],
  [guest('shut-down'), false, 'shut-itself-down'],
  [guest('shut-down'), true, null],
  [guest('started'), true, null],
  [guest('paused'), false, null],
  [guest('paused', true), false, 'failed'],
  [guest('failed', true), true, 'failed'],
])('%j, asked for %s: %s', (entry, asked, reason) => {
  expect(worthTelling({ entry, asked }, false)).toBe(reason)
  expect(worthTelling({ entry, asked }, true)).toBeNull()
})
