import { describe, expect, it } from 'vitest'
import type { GuestView } from '../../../../shared/domain/guest.ts'
import type { GuestConfig } from '../../../../shared/domain/guest-config.ts'
import { sampleGuest } from '../../../dev/samples.ts'
import { changeOf, draftOf, groupsDiffer, knownOf, labelIssue } from './description.ts'

function guest(number: number, more: Partial<GuestConfig>): GuestView {
  const view = sampleGuest(number, `vm-${number}`, 'stopped')
  if (view.config === null) throw new Error('broken')
  return { ...view, config: { ...view.config, ...more } }
}
const web = guest(1, { group: 'work', tags: ['web', 'keep'], pinned: true, notes: 'a' })
const db = guest(2, { group: 'lab', tags: ['db', 'keep'] })
const broken = sampleGuest(3, 'broken', 'broken')

describe('what is told to the engine', () => {
  it('is nothing where nothing was changed', () => {
    expect(changeOf(web, draftOf([web]), true)).toBeNull()
    const both = draftOf([web, db])
    expect([web, db, broken].map((one) => changeOf(one, both, false))).toEqual([null, null, null])
  })

  it('is what was changed, trimmed, and null for what was emptied', () => {
    const draft = { ...draftOf([web]), group: ' ', groupTouched: true, osName: ' Debian 13 ' }
    expect(changeOf(web, draft, true)).toEqual({ group: null, osName: 'Debian 13' })
  })

  it('gives, takes and leaves the tags of many', () => {
    const draft = draftOf([web, db])
    expect(draft.tags).toEqual(['keep'])
    expect(draft.someTags).toEqual(['web', 'db'])
    // One more for all, one of some for all, the common one taken away.
    const changed = { ...draft, tags: ['db', 'new'], someTags: ['web'] }
    expect(changeOf(web, changed, false)).toEqual({ tags: ['web', 'db', 'new'] })
    expect(changeOf(db, changed, false)).toEqual({ tags: ['db', 'new'] })
  })

  it('leaves groups and pins that differ until they are touched, and notes of many always', () => {
    const draft = draftOf([web, db])
    expect(groupsDiffer([web, db])).toBe(true)
    expect(draft).toMatchObject({ group: '', pinned: null, notes: '' })
    expect(changeOf(db, { ...draft, group: 'work', groupTouched: true }, false)).toEqual({
      group: 'work',
    })
    expect(changeOf(web, { ...draft, group: 'work', groupTouched: true }, false)).toBeNull()
    expect(changeOf(db, { ...draft, pinned: true }, false)).toEqual({ pinned: true })
  })
})

it('knows the groups and tags that there are, by name', () => {
  expect(knownOf([web, db, broken])).toEqual({
    groups: ['lab', 'work'],
    tags: ['db', 'keep', 'web'],
  })
})

it.each([
  ['', undefined],
  [' ok ', undefined],
  ['x'.repeat(65), 'describe.labelLong'],
  ['a\u0000b', 'describe.labelControl'],
])('of the label %j it says %s', (text, issue) => expect(labelIssue(text)).toBe(issue))
