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

let signals: ReturnType<typeof vi.spyOn>
beforeEach(() => {
  signals = vi.spyOn(process, 'on').mockImplementation(() => process)
  return () => signals.mockRestore()
})
const inOrder = (options: Partial<QuitOptions> = {}) =>
  quitInOrder({
    ...{ logger: silentLogger, letGo: async () => {}, staysInTray: () => false },
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
  go()
  await settled()
  expect(onErrand).toHaveBeenCalledOnce()
  expect(made.calls.filter((call) => call.startsWith('relaunch'))).toEqual(['relaunch app guest'])
  expect(made.calls.at(-1)).toBe('exit 0')
})
