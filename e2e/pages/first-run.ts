import { expect, type Locator, type Page } from '@playwright/test'

const titles = {
  where: 'Where should your machines run?',
  ready: 'Is this computer ready?',
  keep: 'Where are disks kept, and what happens at logout?',
} as const

/** The pages that a new user sees first. */
export class FirstRunPages {
  readonly page: Page
  readonly main: Locator

  constructor(page: Page) {
    this.page = page
    this.main = page.getByRole('main', { name: 'Welcome to Guesthouse' })
  }

  /** Waits for it, and for the focus that belongs to it. */
  async shows(which: keyof typeof titles): Promise<void> {
    const heading = this.main.getByRole('heading', { level: 1, name: titles[which] })
    await expect(heading).toBeFocused()
  }

  press(keys: string): Promise<void> {
    return this.page.keyboard.press(keys)
  }

  button(name: string | RegExp): Locator {
    return this.main.getByRole('button', { name })
  }

  /** From the first page to the last. */
  async goToLast(): Promise<void> {
    await this.shows('where')
    await this.press('Enter')
    await this.shows('ready')
    await this.press('Enter')
    await this.shows('keep')
  }
}
