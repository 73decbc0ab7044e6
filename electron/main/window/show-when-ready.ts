import type { BrowserWindow } from 'electron'

/** What of a window is needed; tests bring their own. */
export interface Showable {
  readonly webContents: Pick<BrowserWindow['webContents'], 'once'>
  once(event: 'ready-to-show' | 'closed', listener: () => void): unknown
}

/**
 * Calls `show` once, when the window's first picture is there. Under Wayland a window has no surface
 * to draw on until it is shown, so that the picture may never come (electron/electron#48859): there it
 * is shown when its page is loaded, and is its background for a moment.
 */
export function showWhenReady(window: Showable, env: NodeJS.ProcessEnv, show: () => void): void {
  let done = false
  const once = (): void => {
    if (!done) show()
    done = true
  }
  window.once('closed', () => {
    done = true
  })
  window.once('ready-to-show', once)
  if (env['WAYLAND_DISPLAY']) window.webContents.once('did-finish-load', once)
}
