import { expect, type Locator, type Page } from '@playwright/test'

/** The page of a machine's hardware, as a person uses it. */
export class HardwarePage {
  readonly page: Page
  readonly list: Locator
  readonly bar: Locator

  constructor(page: Page) {
    this.page = page
    this.list = page.getByRole('navigation', { name: 'Hardware' })
    this.bar = page.getByRole('region', { name: 'Changes' })
  }

  async open(): Promise<void> {
    await this.page.getByRole('tab', { name: 'Hardware', exact: true }).click()
    await expect(this.list).toBeVisible()
  }

  /** Shows the form of a part of the machine, by the beginning of its name. */
  async choose(name: string): Promise<void> {
    await this.list.getByRole('button', { name: new RegExp(`^${name}`) }).click()
  }

  field(label: string): Locator {
    return this.page.getByRole('textbox', { name: label, exact: true })
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  /** Applies what was changed, and waits until it is done. */
  async apply(): Promise<void> {
    await this.button('Apply').click()
    await expect(this.bar.getByText(/^Done\./)).toBeVisible()
  }

  /** Opens the list of what can be added and chooses from it by typing. */
  async add(what: string): Promise<void> {
    await this.button('Add hardware').click()
    await this.page.getByRole('combobox').fill(what)
    await this.page.getByRole('option', { name: new RegExp(`^${what}`) }).click()
  }
}
