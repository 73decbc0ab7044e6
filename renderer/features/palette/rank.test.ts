import { describe, expect, it } from 'vitest'
import { rank } from './rank.ts'

const commands = ['debian-13', 'Start debian-13', 'Power off debian-13…', 'windows-11', 'Storage']
const all = commands.map((title) => ({ id: title, title }))
const found = (search: string, recent: readonly string[] = [], most = 10) =>
  rank(all, search, recent, most).map(({ title }) => title)

describe('rank', () => {
  it('has the closest first', () => {
    expect(found('deb')[0]).toBe('debian-13')
    expect(found('win')).toEqual(['windows-11'])
    expect(found('st')[0]).toMatch(/^St/)
  })

  it('finds words in any order, and with letters left out', () => {
    expect(found('deb start')).toEqual(['Start debian-13'])
    expect(found('pwoff')).toEqual(['Power off debian-13…'])
    expect(found('DEB 13')).toHaveLength(3)
  })

  it('finds nothing where a word is not there', () => {
    expect(found('deb xyz')).toEqual([])
    expect(found('11 windowss')).toEqual([])
  })

  it('prefers what was used of late among what fits about as well', () => {
    expect(found('debian', ['Power off debian-13…'])).toContain('Power off debian-13…')
    const [first] = rank(
      [
        { id: '1', title: 'vm-1' },
        { id: '2', title: 'vm-2' },
      ],
      'vm',
      ['2'],
      5,
    )
    expect(first?.id).toBe('2')
  })

  it('gives no more than asked for', () => {
    expect(found('d', [], 2)).toHaveLength(2)
  })
})
