import { describe, expect, it } from 'vitest'
import { FairQueue, usualLimits } from './fair-queue.ts'

const NOTHING = { calls: 0, bytes: 0 }

/** A queue whose turns are taken by hand, and what was begun in it. */
function makeQueue(limits: Partial<typeof usualLimits> = {}) {
  const turns: (() => void)[] = []
  const begun: string[] = []
  const running: (() => void)[] = []
  const queue = new FairQueue({ ...usualLimits, ...limits }, (turn) => turns.push(turn))
  return {
    ...{ queue, begun },
    add: (sender: string, name = sender, bytes = 1): boolean =>
      queue.add(sender, bytes, () => {
        begun.push(name)
        return new Promise((resolve) => running.push(resolve))
      }),
    turn: (): void => turns.shift()?.(),
    /** Ends the one that was begun first. */
    async finish(): Promise<void> {
      running.shift()?.()
      // Its end is noticed in microtasks.
      await new Promise(setImmediate)
    },
  }
}

describe('the queue of calls', () => {
  it('serves one of each sender in turn', () => {
    const { add, turn, begun } = makeQueue()
    for (let index = 0; index < 100; index += 1) add('flood')
    add('other', 'other 1')
    add('other', 'other 2')
    turn()
    expect(begun.slice(0, 5)).toEqual(['flood', 'other 1', 'flood', 'other 2', 'flood'])
  })

  it('begins no more in one turn than it may', () => {
    const { add, turn, begun } = makeQueue({ perTurn: 3 })
    for (let index = 0; index < 10; index += 1) add('one')
    turn()
    expect(begun).toHaveLength(3)
    turn()
    expect(begun).toHaveLength(6)
  })

  it('refuses what is over a limit, of that sender alone', async () => {
    const { add, turn, finish } = makeQueue({ perSender: 2, inAll: 3, share: NOTHING })
    expect([add('a'), add('a'), add('a')]).toEqual([true, true, false])
    expect([add('b'), add('c')]).toEqual([true, false])
    turn()
    expect(add('a')).toBe(false)
    await finish()
    expect(add('a')).toBe(true)
  })

  it('lets long calls of a sender keep its own others waiting, and nobody else', async () => {
    const { add, turn, begun, finish } = makeQueue({ runningPerSender: 1 })
    add('slow', 'slow 1')
    add('slow', 'slow 2')
    add('other')
    turn()
    expect(begun).toEqual(['slow 1', 'other'])
    await finish()
    turn()
    turn()
    expect(begun).toEqual(['slow 1', 'other', 'slow 2'])
  })

  it('holds no more bytes than it may', () => {
    const { add, turn } = makeQueue({ waitingBytes: 100, share: NOTHING })
    expect([add('a', 'a', 60), add('b', 'b', 60)]).toEqual([true, false])
    turn()
    expect(add('b', 'b', 60)).toBe(true)
  })

  it('keeps a share of calls for each sender, however many others wait', () => {
    const { add, turn } = makeQueue({
      ...{ runningPerSender: 1, inAll: 3, share: { calls: 2, bytes: 0 } },
    })
    expect([add('flood'), add('flood'), add('flood')]).toEqual([true, true, true])
    turn()
    expect(add('flood')).toBe(false)
    expect([add('other'), add('other'), add('other')]).toEqual([true, true, false])
  })

  it('keeps a share of bytes for each sender, however many of others wait', () => {
    const { queue, add } = makeQueue({ waitingBytes: 100, share: { calls: 0, bytes: 10 } })
    expect([add('flood', 'flood', 60), add('flood', 'flood', 40)]).toEqual([true, true])
    expect([add('other', 'other', 11), add('other', 'other', 10)]).toEqual([false, true])
    expect(add('other', 'other', 1)).toBe(false)
    queue.drop('flood')
    expect([add('other', 'other', 90), add('other', 'other', 1)]).toEqual([true, false])
  })

  it('forgets what a sender who has left waits for', () => {
    const { queue, add, turn, begun } = makeQueue({ inAll: 2 })
    add('gone')
    add('gone')
    queue.drop('gone')
    expect(add('other')).toBe(true)
    turn()
    expect(begun).toEqual(['other'])
  })
})
