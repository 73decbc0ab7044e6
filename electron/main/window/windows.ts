import type { BrowserWindow } from 'electron'
import type { Logger } from '../../platform/logger.ts'
import { guestUrl, INDEX_URL } from '../app-url.ts'
import type { ErrorText } from '../error-page.ts'
import { type AppWindow, openAppWindow } from './app-window.ts'
import type { GuestPlaces } from './guest-places.ts'
import {
  DEFAULT_SIZE,
  GUEST_SIZE,
  LEAST_GUEST_SIZE,
  LEAST_SIZE,
  type WindowState,
} from './window-bounds.ts'
import type { StateFile } from '../../platform/state-file.ts'

/** The windows of the app: the main one, and those that show one guest's screen each. */
export interface Windows {
  /** The main window in front, made anew where it was closed. */
  openMain(): void
  /** The main window as an icon, where there is none yet. */
  openMainMinimized(): void
  /** The window of a guest in front. `name` is its title until the page has its own. */
  openGuest(id: string, name: string): void
  /**
   * For a guest that is no more: closes its window and forgets where it was. Where that is the last
   * one, the main window is opened.
   */
  forgetGuest(id: string): void
  /** Calls back for every window there is and every one to come, before its page asks anything. */
  onOpened(listener: (window: BrowserWindow) => void): void
  /** Shows what makes the app useless, in the main window. */
  showFatal(text: ErrorText): void
  /** Resolves when the places of closed windows are on the disk. */
  settled(): Promise<void>
}

export interface WindowsOptions {
  /** Of the main window's page; asked for whenever the window is made. */
  readonly mainAddress?: () => string
  readonly mainPlace: StateFile<WindowState>
  readonly guestPlaces: GuestPlaces
  readonly logger: Logger
}

export function createWindows(options: WindowsOptions): Windows {
  const { mainAddress = () => INDEX_URL, mainPlace, guestPlaces, logger } = options
  const listeners: ((window: BrowserWindow) => void)[] = []
  const guests = new Map<string, AppWindow>()
  let main: AppWindow | null = null
  let fatal: ErrorText | null = null

  const announce = ({ browserWindow }: AppWindow): void => {
    for (const listener of listeners) listener(browserWindow)
  }
  const openAnew = (minimized = false): AppWindow => {
    const opened = openAppWindow({
      address: mainAddress(),
      title: 'Guesthouse',
      place: mainPlace.read(),
      defaultSize: DEFAULT_SIZE,
      leastSize: LEAST_SIZE,
      minimized,
      onPlace: (place) => mainPlace.write(place),
      logger,
    })
    opened.browserWindow.on('closed', () => {
      main = null
    })
    announce(opened)
    if (fatal !== null) opened.showError(fatal)
    return opened
  }

  return {
    openMain() {
      if (main === null) main = openAnew()
      else main.focus()
    },
    openMainMinimized() {
      main ??= openAnew(true)
    },
    openGuest(id, name) {
      const there = guests.get(id)
      if (there !== undefined) return there.focus()
      const opened = openAppWindow({
        address: guestUrl(id),
        title: name,
        place: guestPlaces.get(id),
        defaultSize: GUEST_SIZE,
        leastSize: LEAST_GUEST_SIZE,
        // A guest that was deleted is no longer in the map.
        onPlace: (place) => guests.has(id) && guestPlaces.set(id, place),
        logger,
      })
      guests.set(id, opened)
      opened.browserWindow.on('closed', () => guests.delete(id))
      announce(opened)
    },
    forgetGuest(id) {
      const open = guests.get(id)
      guests.delete(id)
      guestPlaces.remove(id)
      if (open === undefined) return
      // The app ends with its last window; the person has closed this machine, not the app.
      if (main === null && guests.size === 0) main = openAnew()
      open.browserWindow.close()
    },
    onOpened(listener) {
      listeners.push(listener)
      for (const open of [main, ...guests.values()]) if (open !== null) listener(open.browserWindow)
    },
    showFatal(text) {
      fatal = text
      main?.showError(text)
    },
    async settled() {
      await Promise.all([mainPlace.settled(), guestPlaces.settled()])
    },
  }
}
