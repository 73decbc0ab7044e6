import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Launches } from './launches.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const openLaunch = (launches: Launches): { end(error?: Error): Promise<void> } => {
  let settle: (error?: Error) => void = () => {}
  const done = launches.during(
    () =>
      new Promise<void>((resolve, reject) => {
        settle = (error) => (error === undefined ? resolve() : reject(error))
      }),
  )
  return {
    end: (error) => {
      settle(error)
      return done.catch(() => {})
    },
  }
}

it('is calm where nothing starts', async () => {
  await expect(new Launches().calm()).resolves.toBeUndefined()
})

it('waits for the last start, one that fails as well', async () => {
  const launches = new Launches()
  const [first, second] = [openLaunch(launches), openLaunch(launches)]
  const calm = vi.fn()
  const waiting = launches.calm().then(calm)
  await first.end()
  expect(calm).not.toHaveBeenCalled()
  await second.end(new Error('QEMU died'))
  await waiting
  expect(calm).toHaveBeenCalledTimes(1)
  expect(vi.getTimerCount()).toBe(0)
})

it('does not wait for ever', async () => {
  const launches = new Launches()
  openLaunch(launches)
  const waiting = launches.calm()
  await vi.runAllTimersAsync()
  await expect(waiting).resolves.toBeUndefined()
})
