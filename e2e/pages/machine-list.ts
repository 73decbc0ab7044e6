import { expect, type Locator, type Page } from '@playwright/test'

/** The overview and the sidebar, as a person uses them to find machines and act on them. */
export class MachineList {
  readonly page: Page
  readonly grid: Locator
  readonly sidebar: Locator
  readonly search: Locator
  readonly bar: Locator

  constructor(page: Page) {
    this.page = page
    this.grid = page.getByRole('grid', { name: 'Machines' })
    this.sidebar = page.getByRole('navigation', { name: 'Machines' })
    this.search = page.getByRole('searchbox', { name: 'Search machines' })
    this.bar = page.getByRole('group', { name: /machines? marked/ })
  }

  /** A machine's card or row. */
  cell(name: string): Locator {
    return this.grid
      .getByRole('gridcell')
      .filter({ has: this.page.getByText(name, { exact: true }) })
  }

  /** The heading of a section, with how many machines it has. */
  heading(name: string): Locator {
    return this.grid.getByRole('gridcell', { expanded: true }).filter({ hasText: name })
  }

  /** Names in the order that they are shown in. */
  async names(): Promise<string[]> {
    return this.grid.locator('[aria-selected] [title][class*="name"]').allTextContents()
  }

  /** Drops files on the overview as the desktop does: the browser itself is told of the drag. */
  async drop(files: readonly string[]): Promise<void> {
    const box = await this.page.getByRole('main').boundingBox()
    if (box === null) throw new Error('no overview')
    const session = await this.page.context().newCDPSession(this.page)
    const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
    const data = { items: [], files: [...files], dragOperationsMask: 1 }
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await session.send('Input.dispatchDragEvent', { type, ...at, data })
    }
    await session.detach()
  }

  async overview(): Promise<void> {
    await this.sidebar.getByRole('button', { name: 'All machines' }).click()
    await expect(this.grid).toBeVisible()
  }

  /** Opens the menu of a machine as the keyboard does. */
  async menu(name: string): Promise<Locator> {
    await this.cell(name).focus()
    await this.page.keyboard.press('Shift+F10')
    const menu = this.page.getByRole('menu', { name })
    await expect(menu).toBeVisible()
    return menu
  }

  /** Size of the picture that a card shows, in the guest's own pixels; 0 where it shows none. */
  async pictureWidth(name: string): Promise<number> {
    const picture = this.cell(name).locator('img')
    if ((await picture.count()) === 0) return 0
    return picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)
  }
}
