import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { silentLogger } from '../../platform/logger.ts'
import { eventually } from '../testing/engine-home.ts'
import { HostWatch } from './host-watch.ts'
import { PrivateLogin1 } from './testing/private-login1.ts'

let login1: PrivateLogin1
let watch: HostWatch | undefined
beforeEach(async () => {
  login1 = await PrivateLogin1.start()
})
afterEach(async () => {
  await watch?.close()
  await login1.stop()
})

function watching(leave: () => Promise<unknown> = async () => {}) {
  const done = {
    ...{ left: vi.fn(leave), woke: vi.fn(async () => {}), calledOff: vi.fn() },
    listening: false,
  }
  watch = new HostWatch({
    env: { ...process.env, ...login1.env },
    logger: silentLogger,
    leave: () => done.left(),
    calledOff: () => done.calledOff(),
    woke: () => done.woke(),
    listening: () => {
      done.listening = true
    },
  })
  return { ...done, watch, isListening: () => done.listening }
}

const locks = (): readonly unknown[] => login1.locks
const taken = {
  ...{ lock: 'taken', what: 'shutdown', who: 'Guesthouse', mode: 'delay' },
  why: expect.stringMatching(/\w/),
}
const released = { lock: 'released', what: 'shutdown' }

describe('a computer with logind', () => {
  it('is asked to wait while guests run, and only then', async () => {
    const { watch: host } = watching()
    host.guestsRun(false)
    host.guestsRun(true)
    host.guestsRun(true)
    await eventually(() => expect(locks()).toEqual([taken]))
    host.guestsRun(false)
    await eventually(() => expect(locks()).toEqual([taken, released]))
    host.guestsRun(true)
    await eventually(() => expect(locks()).toEqual([taken, released, taken]))
    await host.close()
    await eventually(() => expect(locks()).toEqual([taken, released, taken, released]))
  })

  it('waits until the guests are left, and is let go on then', async () => {
    let finish = (): void => {}
    const {
      watch: host,
      left,
      isListening,
    } = watching(() => new Promise<void>((resolve) => (finish = resolve)))
    host.guestsRun(true)
    await eventually(() => expect([isListening(), locks()]).toEqual([true, [taken]]))
    login1.announce({ about: 'shutdown', before: true })
    await eventually(() => expect(left).toHaveBeenCalledTimes(1))
    // They are saved one by one; the last one must not let the computer go early.
    host.guestsRun(false)
    expect(locks()).toEqual([taken])
    finish()
    await eventually(() => expect(locks()).toEqual([taken, released]))
  })

  it('is let go on where leaving fails, and asked again where it was called off', async () => {
    const { watch: host, isListening } = watching(() => Promise.reject(new Error('x')))
    host.guestsRun(true)
    await eventually(() => expect([isListening(), locks()]).toEqual([true, [taken]]))
    login1.announce({ about: 'shutdown', before: true })
    await eventually(() => expect(locks()).toEqual([taken, released]))
    login1.announce({ about: 'shutdown', before: false })
    await eventually(() => expect(locks()).toEqual([taken, released, taken]))
  })

  it('is heard calling it off when nothing runs any more, and no longer after that', async () => {
    const { watch: host, left, calledOff, isListening } = watching()
    host.guestsRun(true)
    await eventually(() => expect([isListening(), locks()]).toEqual([true, [taken]]))
    login1.announce({ about: 'shutdown', before: true })
    await eventually(() => expect(left).toHaveBeenCalledTimes(1))
    host.guestsRun(false)
    await eventually(() => expect(locks()).toEqual([taken, released]))
    expect(calledOff).not.toHaveBeenCalled()
    login1.announce({ about: 'shutdown', before: false })
    await eventually(() => expect(calledOff).toHaveBeenCalledTimes(1))
    expect(locks()).toEqual([taken, released])
    // It holds again for the next guest.
    host.guestsRun(true)
    await eventually(() => expect(locks()).toEqual([taken, released, taken]))
  })

  it('is waited for again where it is called off while guests are being left', async () => {
    let finish = (): void => {}
    const {
      watch: host,
      left,
      calledOff,
      isListening,
    } = watching(() => new Promise<void>((resolve) => (finish = resolve)))
    host.guestsRun(true)
    await eventually(() => expect([isListening(), locks()]).toEqual([true, [taken]]))
    login1.announce({ about: 'shutdown', before: true })
    await eventually(() => expect(left).toHaveBeenCalledTimes(1))
    login1.announce({ about: 'shutdown', before: false })
    await eventually(() => expect(calledOff).toHaveBeenCalledTimes(1))
    finish()
    login1.announce({ about: 'shutdown', before: true })
    await eventually(() => expect(left).toHaveBeenCalledTimes(2))
    expect(locks()).toEqual([taken])
    finish()
    await eventually(() => expect(locks()).toEqual([taken, released]))
  })

  it('tells when it has slept, and is not held up before', async () => {
    const { watch: host, woke, left, isListening } = watching()
    host.guestsRun(true)
    await eventually(() => expect(isListening()).toBe(true))
    login1.announce({ about: 'sleep', before: true })
    login1.announce({ about: 'sleep', before: false })
    await eventually(() => expect(woke).toHaveBeenCalledTimes(1))
    expect(left).not.toHaveBeenCalled()
    expect(locks().filter((lock) => JSON.stringify(lock).includes('sleep'))).toEqual([])
  })
})

describe('a computer without logind', () => {
  it('holds nothing, and lets go of nothing', async () => {
    const env = { PATH: process.env['PATH'], DBUS_SYSTEM_BUS_ADDRESS: 'unix:path=/nonexistent' }
    const host = new HostWatch({
      ...{ env, logger: silentLogger, leave: async () => {}, woke: async () => {} },
      calledOff: () => {},
    })
    host.guestsRun(true)
    await host.close()
    const bare = new HostWatch({
      ...{ env: { PATH: '/nonexistent' }, logger: silentLogger },
      ...{ leave: async () => {}, woke: async () => {}, calledOff: () => {} },
    })
    bare.guestsRun(true)
    await expect(bare.close()).resolves.toBeUndefined()
  })
})
