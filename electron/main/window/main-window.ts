import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { Logger } from '../../platform/logger.ts'
import { INDEX_URL } from '../app-url.ts'
import { bundle } from '../bundle.ts'
import { ERROR_PAGE_URL, errorPage, type ErrorText } from '../error-page.ts'
import { clampToDisplays, DEFAULT_SIZE, LEAST_SIZE } from './window-bounds.ts'
import type { WindowFile } from './window-file.ts'

/** The pages' own --bg, so that nothing flashes before the first paint. */
const BACKGROUND = { light: '#fbfaf8', dark: '#1e1c1a' } as const

/** ms: a page that crashes again within this time is not loaded a third time. */
const CRASH_INTERVAL = 60_000

export interface MainWindow {
  readonly browserWindow: BrowserWindow
  focus(): void
  showError(text: ErrorText): void
}

export function createMainWindow(file: WindowFile, logger: Logger): MainWindow {
  const saved = file.read()
  const areas = saved === null ? [] : screen.getAllDisplays().map((display) => display.workArea)
  const window = new BrowserWindow({
    ...DEFAULT_SIZE,
    ...(saved === null ? {} : clampToDisplays(saved, areas)),
    minWidth: LEAST_SIZE.width,
    minHeight: LEAST_SIZE.height,
    title: 'Guesthouse',
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    show: false,
    webPreferences: {
      preload: bundle.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  })
  const load = (address: string): void => {
    window.loadURL(address).catch((error: unknown) => {
      if (!window.isDestroyed())
        logger.error('a page did not load', { address, error: String(error) })
    })
  }
  const showError = (text: ErrorText): void => {
    if (window.isDestroyed()) return
    errorPage.set(text)
    load(ERROR_PAGE_URL)
  }

  window.once('ready-to-show', () => {
    if (saved?.maximized === true) window.maximize()
    window.show()
  })
  window.on('close', () => {
    file.write({ ...window.getNormalBounds(), maximized: window.isMaximized() })
  })
  nativeTheme.on('updated', () => {
    if (window.isDestroyed()) return
    window.setBackgroundColor(nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light)
  })

  let lastCrash = Number.NEGATIVE_INFINITY
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    logger.error('the window’s page ended', { reason, exitCode })
    const again = performance.now() - lastCrash < CRASH_INTERVAL
    lastCrash = performance.now()
    if (!again) return load(INDEX_URL)
    showError({
      message: 'The window stopped working twice.',
      next: 'Your machines go on running. If it happens again, please report it with the log.',
      cause: reason,
      retry: true,
    })
  })
  window.webContents.on('unresponsive', () => logger.warn('the window’s page does not respond'))
  window.webContents.on('preload-error', (_event, path, error) => {
    logger.error('the preload script failed', { path, stack: error.stack })
  })

  load(INDEX_URL)
  return {
    browserWindow: window,
    focus() {
      if (window.isDestroyed()) return
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    },
    showError,
  }
}
