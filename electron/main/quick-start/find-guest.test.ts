import { describe, expect, it } from 'vitest'
import { guestId, guestView } from '../testing/guest-view.ts'
import { findGuest } from './find-guest.ts'

const web = guestView(1, 'web', 'running')
const Web = guestView(2, 'Web', 'stopped')
const other = guestView(3, 'Büro "2"', 'saved')
const guests = [web, Web, other]

describe('a machine is found', () => {
  it.each([
    ['web', web],
    ['Web', Web],
    [' web ', web],
    ['BÜRO "2"', other],
    [guestId(2), Web],
    [guestId(3).toUpperCase(), other],
  ])('by %j', (name, found) => expect(findGuest(guests, name)).toBe(found))

  it('by none that several have', () => {
    expect(() => findGuest(guests, 'WEB')).toThrow(
      expect.objectContaining({
        code: 'NAME_NOT_UNIQUE',
        params: { name: 'WEB', count: 2, ids: `${guestId(1)}, ${guestId(2)}` },
      }),
    )
    const many = [4, 5, 6, 7, 8, 9].map((number) => guestView(number, 'twin', 'stopped'))
    expect(() => findGuest(many, 'twin')).toThrow('6 machines are called “twin”.')
  })

  it('by none that nobody has', () => {
    for (const name of ['buro "2"', '', 'w', '../web', 'x'.repeat(100_000)]) {
      expect(() => findGuest(guests, name)).toThrow(
        expect.objectContaining({ code: 'NO_SUCH_MACHINE', params: { name: name.slice(0, 128) } }),
      )
    }
  })
})
