import { expect, type Locator, type Page } from '@playwright/test'

/** The settings, as a person gets there and changes them. */
export class SettingsPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async open(): Promise<void> {
    // Keys of before it is there are heard by nobody.
    await this.page.getByRole('main').waitFor()
    await this.page.keyboard.press('Control+,')
    await this.heading('Settings').waitFor()
  }

  heading(title: string): Locator {
    return this.page.getByRole('heading', { name: title, level: 1 })
  }

  /** What names the values of the file that are not used. */
  get problems(): Locator {
    return this.page.getByRole('group', { name: 'Not everything in the settings file is used' })
  }

  choice(label: string): Locator {
    return this.page.getByRole('combobox', { name: label, exact: true })
  }

  async choose(label: string, option: string): Promise<void> {
    // As a person does, who is in the field then.
    await this.choice(label).focus()
    await this.choice(label).selectOption(option)
  }

  /** The ground of the page, as it is painted. */
  async ground(): Promise<string> {
    return this.page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  }

  async isDark(dark: boolean): Promise<void> {
    await expect.poll(() => this.ground()).toBe(dark ? 'rgb(30, 28, 26)' : 'rgb(251, 250, 248)')
  }
}
