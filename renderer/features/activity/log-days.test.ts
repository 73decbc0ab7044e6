import { expect, it } from 'vitest'
import type { JournalEntry } from '../../../shared/domain/journal.ts'
import { logOf } from './log-days.ts'

const DAY = 86_400_000
const noon = new Date(2026, 10, 23, 12).getTime()
const entry = (id: string, at: number): JournalEntry => ({
  ...{ id, at, guest: null, name: '', error: null, read: true },
  what: { kind: 'job', job: 'clone', outcome: 'done', took: 1 },
})

it('has each day once, newest first, also where the clock was put back', () => {
  const wrong = [entry('a', noon), entry('b', noon + DAY), entry('c', noon + 1)]
  const { days } = logOf(wrong, 'all', 10)
  expect(days.map(({ entries }) => entries.map(({ id }) => id))).toEqual([['c', 'a'], ['b']])
  expect(days[0]?.at).toBe(noon + 1)
})

it('leaves out the oldest', () => {
  const { days, older } = logOf([entry('a', noon - DAY), entry('b', noon)], 'all', 1)
  expect(days.map(({ entries }) => entries.map(({ id }) => id))).toEqual([['b']])
  expect(older).toBe(1)
})
