import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { Logger } from '../../platform/logger.ts'
import { inLanguage } from '../app-url.ts'
import { bundle } from '../bundle.ts'
import { type ErrorText, errorPages } from '../error-page.ts'
import { nativeTexts, spokenLanguage } from '../native-texts.ts'
import { setHome } from '../security.ts'
import { chosenLanguage } from '../spoken-locale.ts'
import { offerToReload } from './offer-to-reload.ts'
import { showWhenReady } from './show-when-ready.ts'
import { clampToDisplays, type Size, type WindowState } from './window-bounds.ts'

/** The pages' own --bg, so that nothing flashes before the first paint. */
const BACKGROUND = { light: '#fbfaf8', dark: '#1e1c1a' } as const

/** ms: a page that crashes again within this time is not loaded a third time. */
const CRASH_INTERVAL = 60_000

export interface AppWindow {
  readonly browserWindow: BrowserWindow
  focus(): void
  showError(text: ErrorText): void
}

export interface AppWindowOptions {
  /** Of its page, which is one of ours. */
  readonly address: string
  /** Until the page says its own. */
  readonly title: string
  /** Where it was; null where that is not known. */
  readonly place: WindowState | null
  /** Where it was not anywhere yet; made to fit the screen. */
  readonly defaultSize: Size
  readonly leastSize: Size
  /** Whether it begins as an icon, where the person has asked for no window. */
  readonly minimized?: boolean
  /** Told as it closes. */
  readonly onPlace: (place: WindowState) => void
  readonly logger: Logger
}

const backgroundNow = (): string =>
  nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light

function boundsFor({ place, defaultSize, leastSize }: AppWindowOptions) {
  const areas = screen.getAllDisplays().map(({ workArea }) => workArea)
  const bounds = place === null ? null : clampToDisplays(place, areas, leastSize)
  if (bounds !== null) return bounds
  const { width, height } = screen.getPrimaryDisplay().workAreaSize
  return {
    width: Math.max(leastSize.width, Math.min(defaultSize.width, width)),
    height: Math.max(leastSize.height, Math.min(defaultSize.height, height)),
  }
}

/** A window of the app: it keeps its page alive, and is shown when that is ready. */
export function openAppWindow(options: AppWindowOptions): AppWindow {
  const { title, place, leastSize, onPlace, logger } = options
  const language = chosenLanguage()
  const address = language === 'system' ? options.address : inLanguage(options.address, language)
  const window = new BrowserWindow({
    ...boundsFor(options),
    minWidth: leastSize.width,
    minHeight: leastSize.height,
    title,
    icon: bundle.windowIcon,
    backgroundColor: backgroundNow(),
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
  const { webContents } = window
  setHome(webContents, address)
  const load = (target: string): void => {
    window.loadURL(target).catch((error: unknown) => {
      if (!window.isDestroyed())
        logger.error('a page did not load', { address: target, error: String(error) })
    })
  }
  const showError = (text: ErrorText): void => {
    if (window.isDestroyed()) return
    const words = { language: spokenLanguage(), openAgain: nativeTexts().openAgain }
    load(errorPages.put(webContents.id, text, address, words))
  }
  const onTheme = (): void => window.setBackgroundColor(backgroundNow())
  nativeTheme.on('updated', onTheme)

  let minimized = options.minimized ?? false
  let ready = false
  showWhenReady(window, process.env, () => {
    ready = true
    if (minimized) return window.minimize()
    if (place?.maximized === true) window.maximize()
    window.show()
  })
  window.on('close', () => {
    onPlace({ ...window.getNormalBounds(), maximized: window.isMaximized() })
  })
  window.on('closed', () => {
    nativeTheme.off('updated', onTheme)
    errorPages.remove(webContents.id)
  })

  let lastCrash = Number.NEGATIVE_INFINITY
  webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    logger.error('the window’s page ended', { reason, exitCode })
    const again = performance.now() - lastCrash < CRASH_INTERVAL
    lastCrash = performance.now()
    if (!again) return load(address)
    showError({ ...nativeTexts().stoppedTwice, cause: reason, retry: true })
  })
  // A page may say no to being closed, and would say it of the app's end as well.
  webContents.on('will-prevent-unload', (event) => event.preventDefault())
  offerToReload(window, logger)
  webContents.on('preload-error', (_event, path, error) => {
    logger.error('the preload script failed', { path, stack: error.stack })
  })

  load(address)
  return {
    browserWindow: window,
    focus() {
      minimized = false
      // It is shown as soon as there is something to see.
      if (window.isDestroyed() || !ready) return
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    },
    showError,
  }
}
