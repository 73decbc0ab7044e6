import { readFile } from 'node:fs/promises'
import { expect, type Locator, type Page } from '@playwright/test'
import type { App } from '../fixtures/app.ts'

/** The serial consoles on a machine's page, one of them in sight. */
export class SerialPage {
  readonly page: Page
  /** The one in sight. */
  readonly terminal: Locator
  readonly search: Locator

  constructor(page: Page) {
    this.page = page
    this.terminal = page.getByTestId('serial-terminal').filter({ visible: true })
    this.search = page.getByRole('textbox', { name: 'Search the console' })
  }

  async port(device: string): Promise<void> {
    await this.page.getByRole('radio', { name: device, exact: true }).click()
    await this.connected()
  }

  async connected(): Promise<void> {
    await expect(this.terminal).toHaveAttribute('data-state', 'connected')
  }

  /** The lines that are in sight, with spaces as a person sees them. */
  async text(): Promise<string> {
    return (await this.terminal.innerText()).replaceAll('\u00a0', ' ')
  }

  async shows(text: string | RegExp): Promise<void> {
    await expect.poll(() => this.text(), { timeout: 60_000 }).toMatch(text)
  }

  async type(line: string): Promise<void> {
    await this.terminal.click()
    await this.page.keyboard.type(line)
    await this.page.keyboard.press('Enter')
  }

  /** What is said below the console. */
  hint(text: string | RegExp): Locator {
    return this.page.getByRole('status').filter({ hasText: text, visible: true })
  }

  async menu(name: string): Promise<void> {
    await this.page
      .getByRole('button', { name: 'More for this console' })
      .locator('visible=true')
      .click()
    await this.page.getByRole('menuitem', { name }).click()
  }

  /** Saves the text as the person would who takes the name that is offered; returns what it holds. */
  async saveText(app: App, path: string): Promise<string> {
    await app.electron.evaluate(({ dialog }, filePath) => {
      Reflect.set(dialog, 'showSaveDialog', async () => ({ canceled: false, filePath }))
    }, path)
    await this.menu('Save text…')
    await expect(this.hint(`Saved as ${path}`)).toBeVisible()
    return readFile(path, 'utf8')
  }
}

/** Puts text into the desktop's clipboard, and says what is there. */
export const desktopClipboard = (app: App) => ({
  write: (text: string) =>
    app.electron.evaluate(({ clipboard }, copied) => clipboard.writeText(copied), text),
  read: () => app.electron.evaluate(async ({ clipboard }) => clipboard.readText()),
})
