import type { Locator, Page } from '@playwright/test'

/** What covers the window while machines are left, and the question at the next start. */
export class LeavingPage {
  readonly overlay: Locator
  readonly question: Locator

  constructor(page: Page) {
    this.overlay = page.getByRole('alertdialog')
    this.question = page.getByRole('dialog')
  }

  /** What is being done with a machine. */
  row(name: string): Locator {
    return this.overlay.getByRole('listitem').filter({ hasText: name })
  }
}
