import { EventEmitter } from 'node:events'
import type { BrowserWindow } from 'electron'
import { beforeEach, expect, test, vi } from 'vitest'
import { silentLogger } from '../../platform/logger.ts'
import type { AppWindow, AppWindowOptions } from './app-window.ts'
import { createGuestPlaces, parsePlaces, type PlacesById } from './guest-places.ts'
import type { WindowState } from './window-bounds.ts'
import { createWindows } from './windows.ts'

interface Opened extends AppWindow {
  readonly options: AppWindowOptions
  /** As the person or the app closes it, at a place. */
  close(place?: WindowState): void
}

const opened: Opened[] = []
vi.mock('./app-window.ts', () => ({
  openAppWindow(options: AppWindowOptions): Opened {
    const browserWindow = new EventEmitter() as unknown as BrowserWindow
    const made: Opened = {
      ...{ options, browserWindow, focus: vi.fn<() => void>() },
      showError: vi.fn<AppWindow['showError']>(),
      close(place = here) {
        options.onPlace(place)
        browserWindow.emit('closed')
      },
    }
    Reflect.set(browserWindow, 'close', () => made.close())
    opened.push(made)
    return made
  },
}))

const here: WindowState = { x: 1, y: 2, width: 800, height: 600, maximized: false }
const ID = '6f2a4b0e-7f0e-4b39-9d3c-1d6f1f0a2b3c'

function memoryFile<T>(content: T | null = null) {
  return {
    content,
    read() {
      return this.content
    },
    write(next: T) {
      this.content = next
    },
    settled: () => Promise.resolve(),
  }
}

function make(places: PlacesById = {}) {
  const guestFile = memoryFile<PlacesById>(places)
  const mainFile = memoryFile<WindowState>()
  const windows = createWindows({
    mainPlace: mainFile,
    guestPlaces: createGuestPlaces(guestFile),
    logger: silentLogger,
  })
  return { windows, guestFile, mainFile }
}

beforeEach(() => void opened.splice(0))

test('one main window, made anew after it was closed, where it was', () => {
  const { windows } = make()
  windows.openMain()
  windows.openMain()
  expect(opened).toHaveLength(1)
  expect(opened[0]?.focus).toHaveBeenCalledOnce()
  opened[0]?.close(here)
  windows.openMain()
  expect(opened[1]?.options).toMatchObject({ address: 'app://guesthouse/index.html', place: here })
})

test('a main window that begins as an icon, where there is none yet', () => {
  const { windows } = make()
  windows.openMainMinimized()
  windows.openMainMinimized()
  expect(opened).toHaveLength(1)
  expect(opened[0]?.options.minimized).toBe(true)
  windows.openMain()
  expect(opened[0]?.focus).toHaveBeenCalledOnce()
})

test('one window for each guest, and each keeps its place', () => {
  const other = '00000000-0000-4000-8000-000000000001'
  const { windows, guestFile } = make({ [other]: { ...here, x: 70 } })
  windows.openGuest(ID, 'debian')
  windows.openGuest(other, 'old')
  windows.openGuest(ID, 'debian')
  expect(opened.map(({ options }) => [options.address, options.title, options.place])).toEqual([
    [`app://guesthouse/index.html?guest=${ID}`, 'debian', null],
    [`app://guesthouse/index.html?guest=${other}`, 'old', { ...here, x: 70 }],
  ])
  expect(opened[0]?.focus).toHaveBeenCalledOnce()
  opened[0]?.close(here)
  expect(guestFile.content).toEqual({ [ID]: here, [other]: { ...here, x: 70 } })
})

test('a guest that is deleted takes its window and its place with it', () => {
  const { windows, guestFile } = make({ [ID]: here })
  windows.openMain()
  windows.openGuest(ID, 'debian')
  windows.forgetGuest(ID)
  expect(opened).toHaveLength(2)
  expect(guestFile.content).toEqual({})
  windows.openGuest(ID, 'another')
  expect(opened[2]?.options.place).toBeNull()
})

test('a deleted guest’s window that was the last one does not end the app', () => {
  const { windows } = make()
  windows.openMain()
  windows.openGuest(ID, 'debian')
  opened[0]?.close()
  windows.forgetGuest(ID)
  expect(opened[2]?.options.address).toBe('app://guesthouse/index.html')
  windows.forgetGuest('never opened')
  expect(opened).toHaveLength(3)
})

test('who serves windows is told of those that are open and of those that follow', () => {
  const { windows } = make()
  windows.openMain()
  const seen: BrowserWindow[] = []
  windows.onOpened((window) => seen.push(window))
  windows.openGuest(ID, 'debian')
  expect(seen).toEqual(opened.map(({ browserWindow }) => browserWindow))
})

test('what makes the app useless is said in a main window that is opened later too', () => {
  const { windows } = make()
  windows.openMain()
  const text = { message: 'm', next: 'n', retry: false }
  windows.showFatal(text)
  opened[0]?.close()
  windows.openMain()
  for (const { showError } of opened) expect(showError).toHaveBeenCalledWith(text)
})

test('of a damaged file the places are used that can be', () => {
  expect(parsePlaces({ [ID]: here, other: { x: 'left' } })).toEqual({ [ID]: here })
  for (const damaged of [null, 7, 'text', [here]]) expect(parsePlaces(damaged)).toBeNull()
})
