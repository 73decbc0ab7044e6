import { expect, type Page } from '@playwright/test'
import type { App } from '../fixtures/app.ts'
import { Bridge } from '../fixtures/bridge.ts'

export interface Bounds {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Opens a guest's own window from another window's page. */
export async function openGuestWindow(app: App, from: Page, id: string): Promise<Page> {
  const opened = app.electron.waitForEvent('window')
  await new Bridge(from).call('windows.openGuest', { id })
  const page = await opened
  await expect(page.getByRole('main')).toBeVisible()
  return page
}

/** What main knows of the window that shows a page. */
export const nativeWindow = (app: App, page: Page) => ({
  async bounds(): Promise<Bounds> {
    const window = await app.electron.browserWindow(page)
    return window.evaluate((native) => native.getNormalBounds())
  },
  async place(bounds: Bounds): Promise<void> {
    const window = await app.electron.browserWindow(page)
    await window.evaluate((native, wanted) => native.setBounds(wanted), bounds)
  },
  async close(): Promise<void> {
    const window = await app.electron.browserWindow(page)
    await window.evaluate((native) => native.close())
  },
  async hide(): Promise<void> {
    const window = await app.electron.browserWindow(page)
    await window.evaluate((native) => native.hide())
  },
  async isVisible(): Promise<boolean> {
    const window = await app.electron.browserWindow(page)
    return window.evaluate((native) => native.isVisible())
  },
  async isFullScreen(): Promise<boolean> {
    const window = await app.electron.browserWindow(page)
    return window.evaluate((native) => native.isFullScreen())
  },
})

export const windowCount = (app: App): Promise<number> =>
  app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
