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

it('has starts that come together prepared together, before one of them goes on', async () => {
  const launches = new Launches()
  const order: string[] = []
  const start = (name: string, preparation: Promise<void>): Promise<void> =>
    launches.during(async (ready) => {
      await preparation
      order.push(`${name} prepared`)
      await ready()
      order.push(`${name} goes on`)
    })
  let prepare = (): void => {}
  const slow = new Promise<void>((resolve) => (prepare = resolve))
  const both = [start('first', Promise.resolve()), start('second', slow)]
  await vi.advanceTimersByTimeAsync(0)
  prepare()
  await Promise.all(both)
  expect(order).toEqual(['first prepared', 'second prepared', 'second goes on', 'first goes on'])
})

it('lets a start go on alone, where another fails in its preparation or takes long', async () => {
  const launches = new Launches()
  await expect(launches.during((ready) => ready())).resolves.toBeUndefined()
  const failing = launches.during(() => Promise.reject(new Error('no disk'))).catch(() => {})
  const besideFailing = launches.during((ready) => ready())
  await Promise.all([failing, besideFailing])
  openLaunch(launches)
  const besideSlow = launches.during((ready) => ready())
  await vi.runAllTimersAsync()
  await besideSlow
})
