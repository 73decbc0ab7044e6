import { expect, it } from 'vitest'
import { each } from './each.ts'

it('goes on after a failure, and has the results in the order of the ids', async () => {
  const told: number[] = []
  const results = await each(
    ['a', 'b', 'c', 'd', 'e', 'f'],
    async (id) => {
      if (id === 'b') throw new Error('no')
    },
    (done) => told.push(done),
  )
  expect(results.map(({ id, ok }) => `${id} ${ok}`)).toEqual([
    ...['a true', 'b false', 'c true', 'd true', 'e true', 'f true'],
  ])
  expect(told).toEqual([1, 2, 3, 4, 5, 6])
})

it('begins nothing more once it is called off', async () => {
  const controller = new AbortController()
  const begun: string[] = []
  const results = await each(
    Array.from({ length: 20 }, (_, index) => `${index}`),
    async (id) => {
      begun.push(id)
      controller.abort()
    },
    undefined,
    controller.signal,
  )
  expect(begun.length).toBeLessThanOrEqual(4)
  expect(results.map(({ id }) => id)).toEqual(begun)
})
