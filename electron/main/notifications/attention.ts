import { app, BrowserWindow } from 'electron'
import type { Attention } from './notifier.ts'

/** By the desktop's own focus. */
export const attention: Attention = {
  isHere: () => BrowserWindow.getFocusedWindow() !== null,
  onCame(listener) {
    app.on('browser-window-focus', listener)
    return () => app.off('browser-window-focus', listener)
  },
}
