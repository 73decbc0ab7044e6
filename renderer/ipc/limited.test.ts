import { describe, expect, it } from 'vitest'
import { limited } from './limited.ts'

const never = new AbortController().signal
const tick = () => new Promise((resolve) => setTimeout(resolve))

describe('limited', () => {
  it('has at most so many under way, and begins the next in order', async () => {
    const few = limited(2)
    const ends: (() => void)[] = []
    const begun: number[] = []
    const all = [0, 1, 2, 3].map((number) =>
      few(() => {
        begun.push(number)
        return new Promise<void>((resolve) => ends.push(resolve))
      }, never),
    )
    await tick()
    expect(begun).toEqual([0, 1])
    ends[1]?.()
    await tick()
    expect(begun).toEqual([0, 1, 2])
    ends[0]?.()
    ends[2]?.()
    await tick()
    ends[3]?.()
    await Promise.all(all)
    expect(begun).toEqual([0, 1, 2, 3])
  })

  it('goes on after a failure, and does not begin what nobody waits for', async () => {
    const few = limited(1)
    const gone = new AbortController()
    const failed = few(async () => {
      throw new Error('no')
    }, never)
    const left = few(async () => 'never', gone.signal)
    const wanted = few(async () => 'done', never)
    gone.abort(new Error('left'))
    await expect(failed).rejects.toThrow('no')
    await expect(left).rejects.toThrow('left')
    await expect(wanted).resolves.toBe('done')
  })
})
