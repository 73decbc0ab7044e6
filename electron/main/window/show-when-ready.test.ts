import { EventEmitter } from 'node:events'
import { expect, test, vi } from 'vitest'
import { type Showable, showWhenReady } from './show-when-ready.ts'

function window() {
  const webContents = new EventEmitter()
  const emitter = Object.assign(new EventEmitter(), { webContents })
  return { emitter, webContents, window: emitter as unknown as Showable }
}

test('under X11 the first picture shows it, and nothing else', () => {
  const { emitter, webContents, window: shown } = window()
  const show = vi.fn<() => void>()
  showWhenReady(shown, {}, show)
  webContents.emit('did-finish-load')
  expect(show).not.toHaveBeenCalled()
  emitter.emit('ready-to-show')
  expect(show).toHaveBeenCalledOnce()
})

test.each([
  [['did-finish-load', 'ready-to-show'] as const],
  [['ready-to-show', 'did-finish-load'] as const],
])('under Wayland what comes first shows it, once: %s', (order) => {
  const { emitter, webContents, window: shown } = window()
  const show = vi.fn<() => void>()
  showWhenReady(shown, { WAYLAND_DISPLAY: 'wayland-0' }, show)
  for (const event of order) {
    ;(event === 'ready-to-show' ? emitter : webContents).emit(event)
    expect(show).toHaveBeenCalledOnce()
  }
})

test('a window that is closed before is not shown', () => {
  const { emitter, webContents, window: shown } = window()
  const show = vi.fn<() => void>()
  showWhenReady(shown, { WAYLAND_DISPLAY: 'wayland-0' }, show)
  emitter.emit('closed')
  webContents.emit('did-finish-load')
  emitter.emit('ready-to-show')
  expect(show).not.toHaveBeenCalled()
})
