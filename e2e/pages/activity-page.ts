import type { Locator, Page } from '@playwright/test'

/** What is under way and what was done, as a person gets there and reads it. */
export class ActivityPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  /** By the keyboard alone. */
  async open(): Promise<void> {
    // Keys of before it is there are heard by nobody.
    await this.page.getByRole('main').waitFor()
    await this.page.keyboard.press('Control+k')
    await this.page.getByRole('combobox', { name: 'Commands' }).fill('activity')
    await this.page.getByRole('option', { name: 'Activity' }).waitFor()
    await this.page.keyboard.press('Enter')
    await this.page.getByRole('heading', { name: 'Activity', level: 1 }).waitFor()
  }

  section(name: 'Under way' | 'Failed' | 'What was done'): Locator {
    return this.page.getByRole('region', { name })
  }

  /** What was done, newest first. */
  get entries(): Locator {
    return this.section('What was done').getByRole('listitem')
  }
}
