import { expect, type Locator, type Page } from '@playwright/test'
import type { App } from '../fixtures/app.ts'
import { Bridge } from '../fixtures/bridge.ts'
import { MainWindow } from './main-window.ts'

/** A guest's screen with its tools, as a person uses it. */
export class GuestScreen {
  readonly page: Page
  readonly frame: Locator
  readonly tools: Locator
  /** noVNC's, not the copy that stands in while there is no connection. */
  readonly canvas: Locator
  /** How far a text has been typed. */
  readonly progress: Locator

  constructor(page: Page) {
    this.page = page
    this.frame = page.getByTestId('vnc-screen')
    this.tools = page.getByRole('toolbar', { name: 'Screen tools' })
    this.canvas = this.frame.locator('canvas:not([data-last-frame])')
    this.progress = this.tools.getByText(/^Typing:/)
  }

  async connected(): Promise<void> {
    await expect(this.frame).toHaveAttribute('data-state', 'connected')
  }

  async chooseSize(name: RegExp): Promise<void> {
    await this.tools.getByRole('button', { name: /^Size/ }).click()
    await this.page.getByRole('menuitemradio', { name }).click()
  }

  /** `shown`: how the button says it once it holds. */
  async chooseClipboard(name: string, shown: string): Promise<void> {
    await this.tools.getByRole('button', { name: /^Share the clipboard/ }).click()
    await this.page.getByRole('menuitemradio', { name }).click()
    await expect(this.tools.getByRole('button', { name: `Clipboard: ${shown}` })).toBeVisible()
  }

  /** Chooses from what is wanted now and then. */
  async more(name: string): Promise<void> {
    await this.tools.getByRole('button', { name: 'More screen tools' }).click()
    await this.page
      .getByRole('menuitem', { name })
      .or(this.page.getByRole('menuitemcheckbox', { name }))
      .click()
  }

  /** Has a text typed as keystrokes. */
  async type(text: string): Promise<void> {
    await this.chooseKeys('Type text…')
    const dialog = this.page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Text' }).fill(text)
    await dialog.getByRole('button', { name: 'Type', exact: true }).click()
  }

  async openKeys(): Promise<void> {
    await this.page.getByRole('button', { name: 'Send keys' }).click()
  }

  async chooseKeys(...names: string[]): Promise<void> {
    await this.openKeys()
    // By keyboard: a menu of the menu closes when the pointer jumps to it.
    for (const [index, name] of names.entries()) {
      const item = this.page.getByRole('menuitem', { name, exact: true })
      await item.press(index < names.length - 1 ? 'ArrowRight' : 'Enter')
    }
  }

  /** Width and height of the guest's screen in its own pixels. */
  size(): Promise<readonly [number, number]> {
    return this.canvas.evaluate((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement
      return [width, height] as const
    })
  }
}

/** Makes a machine named "drawn" and starts it without the window, and shows its screen there. */
export async function showMachine(
  app: App,
  more: object = {},
): Promise<{ readonly id: string; readonly screen: GuestScreen }> {
  const bridge = new Bridge(app.window)
  const { id } = await bridge.call('guests.create', {
    ...{ name: 'drawn', memoryMiB: 256, cpus: 1, disk: { kind: 'none' } },
    ...more,
  })
  await bridge.call('guests.start', { id })
  await new MainWindow(app.window).machine('drawn').click()
  const screen = new GuestScreen(app.window)
  await screen.connected()
  return { id, screen }
}
