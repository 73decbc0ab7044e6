import { expect, type Locator, type Page } from '@playwright/test'
import { MainWindow } from './main-window.ts'

/** The dialog "New machine", where a machine is made of a file. */
export class NewMachineDialog {
  readonly dialog: Locator
  readonly #page: Page

  private constructor(page: Page, dialog: Locator) {
    this.#page = page
    this.dialog = dialog
  }

  static async open(page: Page): Promise<NewMachineDialog> {
    return new NewMachineDialog(page, await new MainWindow(page).openNewMachine())
  }

  /** Drops a file as the desktop does: a File that has a path. */
  async drop(path: string): Promise<void> {
    await this.#page.evaluate(() => {
      const input = document.createElement('input')
      Object.assign(input, { type: 'file', id: 'dropped' })
      // In the dialog, because what is outside of it is inert.
      document.querySelector('[role=dialog]')?.append(input)
    })
    const input = this.#page.locator('#dropped')
    await input.setInputFiles(path)
    await input.evaluate((element: HTMLInputElement) => {
      const transfer = new DataTransfer()
      const [file] = element.files ?? []
      if (file === undefined) throw new Error('no file')
      transfer.items.add(file)
      element.remove()
      const zone = document.querySelector('[data-testid=source-zone]')
      for (const type of ['dragenter', 'dragover', 'drop']) {
        const init = { bubbles: true, cancelable: true, dataTransfer: transfer }
        zone?.dispatchEvent(new DragEvent(type, init))
      }
    })
  }

  /** Types a path and asks what it is. */
  async type(path: string): Promise<void> {
    await this.dialog.getByRole('textbox', { name: 'Make it from a file' }).fill(path)
    await this.#page.keyboard.press('Enter')
  }

  /** What the file was found to be. */
  get found(): Locator {
    return this.dialog.getByRole('region', { name: 'The chosen file' })
  }

  async finish(how: 'Create' | 'Create and start'): Promise<void> {
    await this.dialog.getByRole('button', { name: how, exact: true }).click()
    await expect(this.dialog).toBeHidden({ timeout: 30_000 })
  }
}
