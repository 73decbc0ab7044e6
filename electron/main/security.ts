import { app, type Session, shell, type WebContents } from 'electron'
import type { Logger } from '../platform/logger.ts'
import { APP_ORIGIN, isWebAddress } from './app-url.ts'

/** What a window's own page may ask of Chromium; everything else is denied. */
const ALLOWED_PERMISSIONS: ReadonlySet<string> = new Set([
  'clipboard-sanitized-write',
  'fullscreen',
  // For a guest's screen. Chromium before 123 does not ask for keyboardLock, and grants it.
  'keyboardLock',
  'pointerLock',
])

/** The page that each window was made for. */
const homes = new WeakMap<WebContents, string>()

/** Lets a window's error page lead back to the window's own page. */
export const setHome = (contents: WebContents, address: string): void =>
  void homes.set(contents, address)

/** Denies by default what a page may ask for: permissions, devices, downloads. */
export function denyPermissions(session: Session): void {
  const allowed = (permission: string, address: string): boolean =>
    ALLOWED_PERMISSIONS.has(permission) && address.startsWith(`${APP_ORIGIN}/`)
  session.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(details.isMainFrame && allowed(permission, details.requestingUrl ?? '')),
  )
  session.setPermissionCheckHandler((_contents, permission, _origin, details) =>
    allowed(permission, details.requestingUrl ?? ''),
  )
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event) => event.preventDefault())
}

/** Keeps every page where it is; links to the web open in the person's browser. */
export function confineContents(logger: Logger): void {
  const openOutside = (address: string): void => {
    if (!isWebAddress(address)) return logger.warn('refused to open an address', { address })
    shell.openExternal(address).catch((error: unknown) => {
      logger.warn('no program took the address', { address, error: String(error) })
    })
  }
  const confine = (contents: WebContents): void => {
    contents.on('will-navigate', (event, address) => {
      if (address === homes.get(contents)) return
      event.preventDefault()
      openOutside(address)
    })
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame) event.preventDefault()
    })
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(({ url }) => {
      openOutside(url)
      return { action: 'deny' }
    })
  }
  app.on('web-contents-created', (_event, contents) => confine(contents))
}
