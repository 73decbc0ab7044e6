import { EventEmitter } from 'node:events'
import { beforeEach, expect, test, vi } from 'vitest'
import { silentLogger } from '../platform/logger.ts'
import { type QuitOptions, quitInOrder } from './quit.ts'

const app = vi.hoisted(() => ({ current: null as unknown }))
vi.mock('electron', () => ({
  get app() {
    return app.current
  },
}))

function fakeApp() {
  const calls: string[] = []
  const made = Object.assign(new EventEmitter(), {
    calls,
    quit: () => made.emit('will-quit', { preventDefault: () => calls.push('wait') }),
    relaunch: ({ args }: { args: string[] }) => calls.push(`relaunch ${args.join(' ')}`),
    exit: (code: number) => calls.push(`exit ${code}`),
  })
  app.current = made
  return made
}

let send: (signal: string) => void
beforeEach(() => {
  const handlers = new Map<string | symbol, () => void>()
  const signals = vi.spyOn(process, 'on').mockImplementation((signal, handler) => {
    handlers.set(signal, handler as () => void)
    return process
  })
  send = (signal) => handlers.get(signal)?.()
  return () => signals.mockRestore()
})

/** Machines that are left when `finish` is called, or once that is given up. */
function fakeMachines() {
  let finish = (): void => {}
  let left = Promise.resolve()
  const machines = {
    terminate: vi.fn(() => (left = new Promise((resolve) => (finish = resolve)))),
    abandon: vi.fn(() => finish()),
    settled: vi.fn(() => left),
  }
  return { machines, finish: () => finish() }
}
const inOrder = (options: Partial<QuitOptions> = {}) =>
  quitInOrder({
    ...{ logger: silentLogger, letGo: async () => {}, staysInTray: () => false },
    machines: fakeMachines().machines,
    argumentsFor: (errand) => ['app', errand?.kind ?? 'nothing'],
    onErrand: () => {},
    ...options,
  })
const settled = () => new Promise((resolve) => setImmediate(resolve))

test('lets go once, and then ends', async () => {
  const { calls, emit, quit } = fakeApp()
  const letGo = vi.fn(async () => {})
  inOrder({ letGo }).exitCode = 3
  emit.call(app.current, 'window-all-closed')
  quit()
  await settled()
  expect(letGo).toHaveBeenCalledOnce()
  expect(calls.at(-1)).toBe('exit 3')
})

test('stays without a window where the tray leads back to it', async () => {
  const made = fakeApp()
  let inTray = true
  inOrder({ staysInTray: () => inTray })
  made.emit('window-all-closed')
  await settled()
  expect(made.calls).toEqual([])
  inTray = false
  made.emit('window-all-closed')
  await settled()
  expect(made.calls.at(-1)).toBe('exit 0')
})

const wanted = { kind: 'guest', name: 'web' } as const
const second = (made: EventEmitter, data: unknown) =>
  made.emit('second-instance', {}, ['electron'], '/', data)

test('does what who starts it again wants', () => {
  const made = fakeApp()
  const onErrand = vi.fn<QuitOptions['onErrand']>()
  inOrder({ onErrand })
  second(made, wanted)
  for (const odd of [null, 'text', {}, { kind: 'guest', name: 7 }, { kind: 'rm' }]) {
    second(made, odd)
  }
  expect(onErrand.mock.calls).toEqual([[wanted], [null], [null], [null], [null], [null]])
})

test('is started again for who comes while it ends, and not before', async () => {
  const made = fakeApp()
  const onErrand = vi.fn<QuitOptions['onErrand']>()
  let go = (): void => {}
  const letGo = () =>
    new Promise<void>((resolve) => {
      go = resolve
    })
  inOrder({ onErrand, letGo })
  second(made, wanted)
  expect(made.calls).toEqual([])
  made.quit()
  second(made, null)
  second(made, wanted)
  await settled()
  go()
  await settled()
  expect(onErrand).toHaveBeenCalledOnce()
  expect(made.calls.filter((call) => call.startsWith('relaunch'))).toEqual(['relaunch app guest'])
  expect(made.calls.at(-1)).toBe('exit 0')
})

test.each(['SIGINT', 'SIGHUP'])('leaves machines alone on %s', async (signal) => {
  const { calls } = fakeApp()
  const { machines } = fakeMachines()
  inOrder({ machines })
  send(signal)
  await settled()
  expect(machines.terminate).not.toHaveBeenCalled()
  expect(calls.at(-1)).toBe('exit 0')
})

test('has machines left as their policies say on SIGTERM, and ends then', async () => {
  const { calls } = fakeApp()
  const { machines, finish } = fakeMachines()
  const letGo = vi.fn(async () => {})
  inOrder({ machines, letGo })
  send('SIGTERM')
  await settled()
  expect([calls, letGo.mock.calls]).toEqual([[], []])
  finish()
  await settled()
  expect(calls.at(-1)).toBe('exit 0')
  expect(machines.abandon).not.toHaveBeenCalled()
})

test('does not wait for them any longer on a second SIGTERM', async () => {
  const { calls } = fakeApp()
  const { machines } = fakeMachines()
  inOrder({ machines })
  send('SIGTERM')
  send('SIGTERM')
  await settled()
  expect([machines.terminate.mock.calls.length, machines.abandon.mock.calls.length]).toEqual([1, 1])
  expect(calls.at(-1)).toBe('exit 0')
})

test('does not lose machines that are being left when its last window is closed', async () => {
  const made = fakeApp()
  const { machines, finish } = fakeMachines()
  const letGo = vi.fn(async () => {})
  inOrder({ machines, letGo })
  send('SIGTERM')
  made.emit('window-all-closed')
  await settled()
  expect(letGo).not.toHaveBeenCalled()
  finish()
  await settled()
  expect(letGo).toHaveBeenCalledOnce()
  expect(made.calls.at(-1)).toBe('exit 0')
})

test('does not wait for ever for machines that are not let go once that is given up', async () => {
  vi.useFakeTimers()
  try {
    const { calls } = fakeApp()
    const { machines } = fakeMachines()
    machines.abandon.mockImplementation(() => {})
    const letGo = vi.fn(async () => {})
    inOrder({ machines, letGo })
    send('SIGTERM')
    send('SIGTERM')
    await vi.advanceTimersByTimeAsync(9_000)
    expect(letGo).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(letGo).toHaveBeenCalledOnce()
    expect(calls.at(-1)).toBe('exit 0')
  } finally {
    vi.useRealTimers()
  }
})
