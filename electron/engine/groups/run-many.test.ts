import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { runMany } from './run-many.ts'

describe('an operation on many guests', () => {
  it('is done for all, with one that fails named', async () => {
    const results = await runMany(['a', 'b', 'c'], 2, async (id) => {
      if (id === 'b') throw new GuesthouseError('DISK_MISSING', { path: '/x' })
    })
    expect(results).toEqual([
      { id: 'a', ok: true },
      { id: 'b', ok: false, error: expect.objectContaining({ code: 'DISK_MISSING' }) },
      { id: 'c', ok: true },
    ])
  })

  it('is done with everything that is thrown at once', async () => {
    const results = await runMany(['a'], 1, () => {
      throw new Error('not even a promise')
    })
    expect(results).toMatchObject([{ id: 'a', ok: false, error: { code: 'INTERNAL' } }])
  })

  it('is nothing for none', async () => {
    expect(await runMany([], 4, () => Promise.reject(new Error('called')))).toEqual([])
  })

  it('never runs more at once than the limit, nor the same guest twice, nor skips one', async () => {
    const guest = fc.constantFrom<string>('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h')
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(guest, { maxLength: 20 }),
        fc.integer({ min: 1, max: 5 }),
        fc.array(guest),
        async (scheduler, ids, limit, failing) => {
          let running = 0
          let most = 0
          const seen: string[] = []
          const done = runMany(ids, limit, async (id) => {
            seen.push(id)
            most = Math.max(most, ++running)
            await scheduler.schedule(Promise.resolve(), id)
            running--
            if (failing.includes(id)) throw new Error(id)
          })
          const results = await scheduler.waitFor(done)
          const unique = [...new Set(ids)]
          expect(seen).toEqual(unique)
          expect(most).toBeLessThanOrEqual(limit)
          expect(most).toBe(Math.min(limit, unique.length))
          expect(results.map(({ id, ok }) => [id, ok])).toEqual(
            unique.map((id) => [id, !failing.includes(id)]),
          )
        },
      ),
    )
  })
})
