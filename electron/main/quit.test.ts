import { EventEmitter } from 'node:events'
import { beforeEach, expect, test, vi } from 'vitest'
import { silentLogger } from '../platform/logger.ts'
import { quitInOrder } from './quit.ts'

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
    relaunch: () => calls.push('relaunch'),
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
const settled = () => new Promise((resolve) => setImmediate(resolve))

test('lets go once, and then ends', async () => {
  const { calls, emit, quit } = fakeApp()
  const letGo = vi.fn(async () => {})
  quitInOrder(silentLogger, letGo).exitCode = 3
  emit.call(app.current, 'window-all-closed')
  quit()
  await settled()
  expect(letGo).toHaveBeenCalledOnce()
  expect(calls.at(-1)).toBe('exit 3')
})

test('is started again for who comes while it ends, and not before', async () => {
  const made = fakeApp()
  let go = (): void => {}
  quitInOrder(silentLogger, () => new Promise((resolve) => (go = resolve)))
  made.emit('second-instance')
  expect(made.calls).toEqual([])
  made.quit()
  made.emit('second-instance')
  made.emit('second-instance')
  go()
  await settled()
  expect(made.calls.filter((call) => call === 'relaunch')).toHaveLength(1)
  expect(made.calls.at(-1)).toBe('exit 0')
})
