import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Locator, type Page } from '@playwright/test'

/** The pages of a machine where its disks, snapshots and ways in are looked after. */
export class Keeping {
  readonly page: Page
  readonly snapshots: Locator

  constructor(page: Page) {
    this.page = page
    this.snapshots = page.getByRole('tree', { name: 'Snapshots' })
  }

  async tab(name: 'Snapshots' | 'Sharing and network' | 'Hardware'): Promise<void> {
    await this.page.getByRole('tab', { name, exact: true }).click()
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  snapshot(name: string | RegExp): Locator {
    return this.snapshots.getByRole('treeitem', { name })
  }

  /** Takes a snapshot through the dialog, and waits until it is in the tree. */
  async takeSnapshot(name: string, what?: 'Disks and memory' | 'Disks only'): Promise<void> {
    await this.button('Take snapshot…').click()
    const dialog = this.page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
    if (what !== undefined) await dialog.getByRole('radio', { name: what }).click()
    await dialog.getByRole('button', { name: 'Take snapshot' }).click()
    await expect(dialog).toBeHidden()
    await expect(this.snapshot(name)).toBeVisible()
  }

  async expectNoViolations(): Promise<void> {
    const { violations } = await new AxeBuilder({ page: this.page }).setLegacyMode(true).analyze()
    expect(violations).toEqual([])
  }
}
