import { EventEmitter } from 'node:events'
import type { BrowserWindow } from 'electron'
import { beforeEach, expect, test, vi } from 'vitest'
import { silentLogger } from '../../platform/logger.ts'
import { offerToReload } from './offer-to-reload.ts'

interface Box {
  readonly message: string
  readonly buttons: readonly string[]
  readonly signal: AbortSignal
  answer(response: number): void
}

const boxes = vi.hoisted((): Box[] => [])
const desktop = vi.hoisted(() => ({ locale: 'en-GB' }))
vi.mock('electron', () => ({
  app: { getLocale: () => desktop.locale },
  dialog: {
    showMessageBox: (_window: unknown, options: Omit<Box, 'answer'>) =>
      new Promise((resolve) => {
        const answer = (response: number) => resolve({ response })
        options.signal.addEventListener('abort', () => answer(0))
        boxes.push({ ...options, answer })
      }),
  },
}))

const settled = () => new Promise((resolve) => setImmediate(resolve))

function hungWindow() {
  const forcefullyCrashRenderer = vi.fn<() => void>()
  const webContents = Object.assign(new EventEmitter(), { forcefullyCrashRenderer })
  const window = Object.assign(new EventEmitter(), { webContents, isDestroyed: () => false })
  offerToReload(window as unknown as BrowserWindow, silentLogger)
  return { window, webContents, forcefullyCrashRenderer }
}

beforeEach(() => {
  boxes.splice(0)
  desktop.locale = 'en-GB'
})

test('asks once, and ends the page of who does not want to wait', async () => {
  const { webContents, forcefullyCrashRenderer } = hungWindow()
  webContents.emit('unresponsive')
  webContents.emit('unresponsive')
  expect(boxes).toHaveLength(1)
  expect(boxes[0]).toMatchObject({ buttons: ['Wait', 'Load again'] })
  boxes[0]?.answer(1)
  await settled()
  expect(forcefullyCrashRenderer).toHaveBeenCalledOnce()
})

test('who waits is asked again when it takes longer', async () => {
  const { webContents, forcefullyCrashRenderer } = hungWindow()
  webContents.emit('unresponsive')
  boxes[0]?.answer(0)
  await settled()
  webContents.emit('unresponsive')
  expect(boxes).toHaveLength(2)
  expect(forcefullyCrashRenderer).not.toHaveBeenCalled()
})

test.each(['responsive', 'render-process-gone'])('takes the question back on %s', async (event) => {
  const { webContents, forcefullyCrashRenderer } = hungWindow()
  webContents.emit('unresponsive')
  webContents.emit(event)
  expect(boxes[0]?.signal.aborted).toBe(true)
  await settled()
  expect(forcefullyCrashRenderer).not.toHaveBeenCalled()
})

test('speaks the language of the system', () => {
  desktop.locale = 'de-AT'
  hungWindow().webContents.emit('unresponsive')
  expect(boxes[0]).toMatchObject({
    message: 'Das Fenster antwortet nicht.',
    buttons: ['Warten', 'Neu laden'],
  })
})
