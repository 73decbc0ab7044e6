import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { GuestView } from '../../../../shared/domain/guest.ts'
import type { GuestConfig } from '../../../../shared/domain/guest-config.ts'
import { arrangedGuests, sampleGuest } from '../../../dev/samples.ts'
import { withSnapshot } from '../../../stores/guests-store.ts'
import { listSorts } from '../../../stores/kept-store.ts'
import { type ArrangeOptions, arrange, sameArrangement, shownIds } from './arrangement.ts'
import { linesOf, positionOf } from './lines.ts'
import { between, findByBeginning, move } from './moves.ts'
import { looksLikeAddress, matches, wordsOf } from './search-text.ts'

const plain: ArrangeOptions = { search: '', sort: 'name', folded: [], addresses: {} }

function configured(guest: GuestView, more: Partial<GuestConfig>): GuestView {
  if (guest.config === null) throw new Error('broken')
  return { ...guest, config: { ...guest.config, ...more } }
}

const debian = configured(sampleGuest(1, 'Debian build runner', 'running'), {
  group: 'Büro',
  tags: ['ci', 'nightly'],
  osName: 'Debian 13',
  notes: 'rented until May',
  nics: [
    {
      ...{ id: 'nic0', mac: '52:54:00:aa:bb:cc', model: 'virtio', connected: true },
      network: {
        ...{ kind: 'user', hostAccess: false },
        forwards: [{ protocol: 'tcp', address: '127.0.0.1', hostPort: 2222, guestPort: 22 }],
      },
    },
  ],
})

describe('what is searched', () => {
  it.each([
    ['runner deb', 'words in any order'],
    ['BUILD', 'case'],
    ['buro', 'the group, without its marks'],
    ['nightly ci', 'tags'],
    ['linux', 'the kind of system'],
    ['debian 13', 'its name'],
    ['until may', 'notes'],
    ['52:54:00:aa', 'a MAC'],
    ['127.0.0.1:2222', 'a forward'],
  ])('%j is found: %s', (search) => expect(matches(debian, wordsOf(search))).toBe(true))

  it('wants every word, and none that spans two of the texts', () => {
    expect(matches(debian, wordsOf('runner windows'))).toBe(false)
    expect(matches(debian, wordsOf('cinightly'))).toBe(false)
  })

  it('finds by the addresses that are known', () => {
    expect(matches(debian, wordsOf('10.0.2.15'))).toBe(false)
    expect(matches(debian, wordsOf('runner 10.0.2'), ['10.0.2.15'])).toBe(true)
  })

  it('knows what may be an address', () => {
    expect(['10.', '192.168.1', 'fe80::', '::1', 'a:'].filter(looksLikeAddress)).toHaveLength(5)
    expect(['10', 'vm-1.2', 'debian', 'x:y', '3.x'].filter(looksLikeAddress)).toEqual([])
  })
})

describe('the arrangement', () => {
  const named = (guests: readonly GuestView[], options: Partial<ArrangeOptions> = {}) => {
    const state = withSnapshot(guests)
    return arrange(state, { ...plain, ...options }).sections.map(({ key, ids }) => [
      key,
      ids.map((id) => state.byId[id]?.name),
    ])
  }
  const guests = [
    configured(sampleGuest(1, 'b', 'stopped'), { group: 'work' }),
    configured(sampleGuest(2, 'a', 'running'), { group: 'work' }),
    configured(sampleGuest(3, 'c', 'running'), { group: 'lab', pinned: true }),
    sampleGuest(4, 'd', 'broken'),
    configured(sampleGuest(5, 'e', 'saved'), { group: 'lab 10' }),
    configured(sampleGuest(6, 'f', 'saved'), { group: 'lab 9' }),
  ]

  it('has the pinned ones first, then groups as a person sorts, then the rest', () => {
    expect(named(guests)).toEqual([
      ['pinned', ['c']],
      ['group:lab 9', ['f']],
      ['group:lab 10', ['e']],
      ['group:work', ['a', 'b']],
      ['rest', ['d']],
    ])
  })

  it('has no headings where nothing is grouped, and then nothing to fold', () => {
    const state = withSnapshot([sampleGuest(1, 'a', 'running')])
    const arrangement = arrange(state, { ...plain, folded: ['rest'] })
    expect(arrangement.headed).toBe(false)
    expect(linesOf(arrangement, 1)).toHaveLength(1)
  })

  it('sorts by state, change and age', () => {
    const some = [
      { ...sampleGuest(1, 'a', 'stopped'), since: 3 },
      { ...sampleGuest(2, 'b', 'running'), since: 1 },
      { ...sampleGuest(3, 'c', 'paused'), since: 2 },
    ]
    expect(named(some, { sort: 'state' })).toEqual([['rest', ['b', 'c', 'a']]])
    expect(named(some, { sort: 'changed' })).toEqual([['rest', ['a', 'c', 'b']]])
    const aged = some.map((guest, index) => configured(guest, { createdAt: [5, 9, 7][index] ?? 0 }))
    expect(named(aged, { sort: 'created' })).toEqual([['rest', ['b', 'c', 'a']]])
  })

  it('folds, but not while one searches', () => {
    const state = withSnapshot(guests)
    const folded = arrange(state, { ...plain, folded: ['group:work'] })
    expect(shownIds(folded)).toHaveLength(4)
    const found = arrange(state, { ...plain, folded: ['group:work'], search: 'work' })
    expect(found.found).toBe(2)
    expect(shownIds(found)).toHaveLength(2)
  })

  it('is the same where a change moved nothing', () => {
    const state = withSnapshot(guests)
    const [first] = guests
    if (first === undefined) throw new Error('none')
    const changed = withSnapshot([{ ...first, since: 1 }, ...guests.slice(1)])
    expect(sameArrangement(arrange(state, plain), arrange(changed, plain))).toBe(true)
    const changing = { ...plain, sort: 'changed' } as const
    expect(sameArrangement(arrange(state, changing), arrange(changed, changing))).toBe(false)
  })

  it('shows every guest that is found exactly once, whatever is arranged', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60 }),
        fc.constantFrom(...listSorts),
        fc.integer({ min: 1, max: 9 }),
        (count, sort, columns) => {
          const arrangement = arrange(withSnapshot(arrangedGuests(count)), { ...plain, sort })
          const lines = linesOf(arrangement, columns)
          const spots = lines.flatMap((line) => (line.heading === null ? line.spots : []))
          expect(new Set(spots).size).toBe(count)
          expect(spots).toEqual(shownIds(arrangement))
          expect(new Set(lines.map(({ key }) => key)).size).toBe(lines.length)
        },
      ),
    )
  })
})

describe('moves', () => {
  const state = withSnapshot(arrangedGuests(23))
  const lines = linesOf(arrange(state, plain), 3)
  const first = lines[0]?.spots[0] ?? ''

  it('stay in the list, and End and Home are its ends', () => {
    const keys = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown'] as const
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...keys), { maxLength: 60 }), (pressed) => {
        const spot = pressed.reduce((at, key) => move(lines, at, key, 4) ?? at, first)
        expect(positionOf(lines, spot)).toBeDefined()
        expect(move(lines, spot, 'Home', 4)).toBe(first)
        expect(move(lines, spot, 'End', 4)).toBe(lines.at(-1)?.spots.at(-1))
      }),
    )
  })

  it('to the right lead through everything, and back', () => {
    let spot: string | undefined = first
    const seen: string[] = []
    while (spot !== undefined) {
      seen.push(spot)
      spot = move(lines, spot, 'ArrowRight', 4)
    }
    expect(seen).toEqual(lines.flatMap(({ spots }) => spots))
    expect(move(lines, seen[5] ?? '', 'ArrowLeft', 4)).toBe(seen[4])
  })

  it('down keep the column as far as there is one', () => {
    const line = lines.findIndex(({ spots }) => spots.length === 3)
    const next = lines[line + 1]?.spots ?? []
    const below = move(lines, lines[line]?.spots[2] ?? '', 'ArrowDown', 4)
    expect(below).toBe(next[Math.min(2, next.length - 1)])
  })

  it('find a name by its beginning, round again, and go on from what is there', () => {
    const names: Record<string, string> = { a: 'ant', b: 'bee', c: 'bear', d: 'cat' }
    const find = (from: string | null, typed: string) =>
      findByBeginning(['a', 'b', 'c', 'd'], (id) => names[id] ?? '', from, typed)
    expect(find(null, 'b')).toBe('b')
    expect(find('b', 'b')).toBe('c')
    expect(find('c', 'b')).toBe('b')
    expect(find('b', 'bea')).toBe('c')
    expect(find('b', 'be')).toBe('b')
    expect(find('a', 'x')).toBeUndefined()
  })

  it('mark from one to another, in either direction', () => {
    expect(between(['a', 'b', 'c', 'd'], 'c', 'a')).toEqual(['a', 'b', 'c'])
    expect(between(['a', 'b'], 'gone', 'b')).toEqual(['b'])
  })
})
