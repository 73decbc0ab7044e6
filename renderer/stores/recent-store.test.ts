import { expect, it } from 'vitest'
import { readRecent, remember, useRecent } from './recent-store.ts'

it('has the newest first, each once, and not too many', () => {
  for (const id of ['a', 'b', 'a', 'c']) remember(id)
  expect(useRecent.getState().ids).toEqual(['c', 'a', 'b'])
  for (let count = 0; count < 50; count++) remember(`n${count}`)
  expect(useRecent.getState().ids).toHaveLength(20)
})

it.each([[null], [3], [{ ids: 'a' }], [{}]])('takes nothing from %j', (value) => {
  expect(readRecent(value)).toEqual({ ids: [] })
})

it('takes what can be used', () => {
  expect(readRecent({ ids: ['a', 3, 'b'] })).toEqual({ ids: ['a', 'b'] })
})
