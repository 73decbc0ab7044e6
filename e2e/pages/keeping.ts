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

  /** Asks for a copy of a file into the machine or out of it. */
  async copyFile(way: 'in' | 'out', from: string, to: string): Promise<void> {
    await this.button(way === 'in' ? 'Copy in…' : 'Copy out…').click()
    const dialog = this.page.getByRole('dialog')
    const names = ['file on this computer', 'file in the machine'] as const
    const [source, target] = way === 'in' ? names : ([names[1], names[0]] as const)
    await dialog.getByRole('textbox', { name: new RegExp(`^${source}$`, 'i') }).fill(from)
    await dialog.getByRole('textbox', { name: new RegExp(`^New ${target}$`, 'i') }).fill(to)
    await dialog.getByRole('button', { name: 'Copy', exact: true }).click()
  }

  /** Chooses what is to be done with the disk that the hardware page shows. */
  async diskAction(name: string): Promise<Locator> {
    await this.button(/^More for /).click()
    await this.page.getByRole('menuitem', { name }).click()
    return this.page.getByRole('dialog')
  }

  async expectNoViolations(): Promise<void> {
    const { violations } = await new AxeBuilder({ page: this.page }).setLegacyMode(true).analyze()
    expect(violations).toEqual([])
  }
}
