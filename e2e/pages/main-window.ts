import { expect, type Locator, type Page } from '@playwright/test'

export interface NewMachine {
  readonly name: string
  readonly memoryMiB?: number
  readonly cpus?: number
  readonly disk?: 'new' | 'none' | { readonly existing: string }
  readonly diskGiB?: number
  readonly cdrom?: string
  readonly kernel?: {
    readonly kernel: string
    readonly initrd: string
    readonly commandLine: string
  }
}

/** The window as a person uses it: by what they read and press. */
export class MainWindow {
  readonly page: Page
  readonly machines: Locator
  readonly screen: Locator
  readonly serial: Locator

  constructor(page: Page) {
    this.page = page
    this.machines = page.getByRole('navigation', { name: 'Machines' })
    this.screen = page.getByTestId('vnc-screen')
    this.serial = page.getByTestId('serial-terminal')
  }

  /** By its whole name, or by a part of it. */
  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  machine(name: string): Locator {
    return this.machines.getByRole('listitem').getByText(name, { exact: true })
  }

  /** The state that the page of the chosen machine shows, by its word or what is said of it. */
  state(word: string | RegExp): Locator {
    return this.page.getByRole('article').locator('header').getByText(word, { exact: true })
  }

  async openNewMachine(): Promise<Locator> {
    await this.button('New machine').first().click()
    const dialog = this.page.getByRole('dialog', { name: 'New machine' })
    await expect(dialog).toBeVisible()
    return dialog
  }

  async fillNewMachine(dialog: Locator, machine: NewMachine): Promise<void> {
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill(machine.name)
    if (machine.memoryMiB !== undefined) {
      await dialog.getByLabel('Memory').fill(String(machine.memoryMiB))
    }
    if (machine.cpus !== undefined) await dialog.getByLabel('Processors').fill(String(machine.cpus))
    if (machine.cdrom !== undefined) {
      await dialog.getByLabel('Installation image (ISO)', { exact: true }).fill(machine.cdrom)
    }
    if (machine.disk === 'none') await dialog.getByRole('radio', { name: 'No disk' }).click()
    if (typeof machine.disk === 'object') {
      await dialog.getByRole('radio', { name: 'Existing disk' }).click()
      await dialog.getByLabel('Disk image', { exact: true }).fill(machine.disk.existing)
    }
    if (machine.diskGiB !== undefined) {
      await dialog.getByLabel('Size of the new disk').fill(String(machine.diskGiB))
    }
    if (machine.kernel !== undefined) {
      await dialog.getByText('Advanced: start a Linux kernel directly').click()
      await dialog.getByLabel('Kernel', { exact: true }).fill(machine.kernel.kernel)
      await dialog.getByLabel('Initial RAM disk', { exact: true }).fill(machine.kernel.initrd)
      await dialog.getByLabel('Kernel command line').fill(machine.kernel.commandLine)
    }
  }

  async create(machine: NewMachine, how: 'Create' | 'Create and start'): Promise<void> {
    const dialog = await this.openNewMachine()
    await this.fillNewMachine(dialog, machine)
    await dialog.getByRole('button', { name: how, exact: true }).click()
    await expect(dialog).toBeHidden()
  }

  async tab(name: 'Screen' | 'Serial' | 'Hardware' | 'Log'): Promise<void> {
    await this.page.getByRole('tab', { name, exact: true }).click()
  }

  /** Chooses from the menu of further actions. */
  async moreAction(name: string): Promise<void> {
    await this.button('More actions').click()
    await this.page.getByRole('menuitem', { name }).click()
  }

  /** Chooses from what ends or restarts a machine that runs. */
  async stopAction(name: string): Promise<void> {
    await this.button('Other ways to stop').click()
    await this.page.getByRole('menuitem', { name }).click()
  }

  async confirm(name: string): Promise<void> {
    await this.page.getByRole('alertdialog').getByRole('button', { name, exact: true }).click()
  }

  /** Gets the keyboard back from a screen, and the pointer where the guest holds that too. */
  async release(): Promise<void> {
    await this.page.keyboard.press('Control+Alt')
  }

  /** Types a line on the serial console, as its keyboard does. */
  async typeSerial(line: string): Promise<void> {
    await this.serial.click()
    await this.page.keyboard.type(line)
    await this.page.keyboard.press('Enter')
  }

  /** What the terminal shows, as text. */
  serialText(): Promise<string> {
    return this.serial.innerText()
  }

  /** A PNG of the guest's screen alone. */
  screenshotOfScreen(): Promise<Buffer> {
    return this.screen.locator('canvas').screenshot()
  }
}
