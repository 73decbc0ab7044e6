import { expect, test } from 'vitest'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { JournalEntry } from '../../../shared/domain/journal.ts'
import { actionText, notificationText } from './notification-text.ts'

const entry = (what: JournalEntry['what'], error: JournalEntry['error'], name = 'debian') =>
  ({ what, error, name }) as JournalEntry
const full = new GuesthouseError('NO_SPACE', { path: '/a' }).toData()
const done = entry({ kind: 'job', job: 'clone', outcome: 'done', took: 9_000 }, null)
const failed = entry({ kind: 'job', job: 'export', outcome: 'failed', took: 9 }, full, '')
const off = entry({ kind: 'guest', event: 'shut-down' }, null)

test('says what happened in the language of the system', () => {
  expect(notificationText(done, 'job-done', 'en-GB')).toEqual({ title: 'debian', body: 'Cloned' })
  expect(notificationText(done, 'job-done', 'de-AT')).toEqual({ title: 'debian', body: 'Geklont' })
  expect(notificationText(off, 'shut-itself-down', 'fr').body).toBe('It has shut itself down.')
})

test('says in the language of the system what is wrong with a file', () => {
  const params = { path: '/a.ova', reason: 'file-encrypted', file: 'disk.vmdk' }
  const error = new GuesthouseError('OVA_UNSAFE', params).toData()
  const { body } = notificationText({ ...failed, error }, 'job-failed', 'de')
  expect(body).toContain('disk.vmdk ist verschlüsselt.')
})

test('says why something failed', () => {
  expect(notificationText(failed, 'job-failed', 'en')).toEqual({
    title: 'Guesthouse',
    body: 'Export of a disk: failed\nThere is not enough space for /a.',
  })
  expect(notificationText(failed, 'job-failed', 'de').body).toBe(
    'Export eines Laufwerks: fehlgeschlagen\nFür /a ist nicht genug Platz.',
  )
})

test('has words for its buttons', () => {
  expect(actionText('start', 'en')).toBe('Start again')
  expect(actionText('open', 'de')).toBe('Öffnen')
})
