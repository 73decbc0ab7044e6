import { expect, test } from '../fixtures/app.ts'
import { ActivityPage } from '../pages/activity-page.ts'
import { MainWindow } from '../pages/main-window.ts'

test('a machine is made, opened, renamed and deleted without a mouse', async ({ launch }) => {
  const { window } = await launch()
  const keys = window.keyboard
  const main = new MainWindow(window)
  const command = async (words: string, option: string) => {
    await keys.press('Control+k')
    const input = window.getByRole('combobox', { name: 'Commands' })
    await expect(input).toBeFocused()
    await keys.type(words)
    await expect(window.getByRole('option', { selected: true })).toContainText(option)
    await keys.press('Enter')
  }

  await test.step('make', async () => {
    await expect(window.getByRole('button', { name: 'New machine' }).first()).toBeVisible()
    await keys.press('Control+n')
    const dialog = window.getByRole('dialog', { name: 'New machine' })
    const name = dialog.getByRole('textbox', { name: 'Name', exact: true })
    await expect(name).toBeFocused()
    await keys.press('Control+a')
    await keys.type('by-keyboard')
    const create = dialog.getByRole('button', { name: 'Create', exact: true })
    for (let step = 0; step < 40; step++) {
      if (await create.evaluate((element) => element === document.activeElement)) break
      await keys.press('Tab')
    }
    await expect(create).toBeFocused()
    await keys.press('Enter')
    await expect(dialog).toBeHidden()
    await expect(main.machine('by-keyboard')).toBeVisible()
  })

  await test.step('go to it by its number, and through its tabs', async () => {
    await keys.press('Control+0')
    await keys.press('Control+1')
    const tab = (name: string) => window.getByRole('tab', { name, exact: true })
    await expect(tab('Screen')).toHaveAttribute('aria-selected', 'true')
    await keys.press('Control+Tab')
    await expect(tab('Screen')).toHaveAttribute('aria-selected', 'false')
    await keys.press('Control+PageUp')
    await keys.press('Control+Shift+Tab')
    await expect(tab('Log')).toHaveAttribute('aria-selected', 'true')
    await expect(tab('Log')).toBeFocused()
  })

  await test.step('rename', async () => {
    await command('rename key', 'Rename by-keyboard…')
    await expect(window.getByRole('dialog').getByRole('textbox')).toBeFocused()
    await keys.press('Control+a')
    await keys.type('renamed')
    await keys.press('Enter')
    await expect(main.machine('renamed')).toBeVisible()
  })

  await test.step('see what was done', async () => {
    const activity = new ActivityPage(window)
    await activity.open()
    await expect(activity.entries).toContainText(['Created'])
  })

  await test.step('search', async () => {
    await keys.press('Control+f')
    await keys.type('nothing like it')
    await expect(main.machine('renamed')).toBeHidden()
    await keys.press('Escape')
    await expect(main.machine('renamed')).toBeVisible()
  })

  await test.step('delete, with the safe choice focused', async () => {
    await command('delete ren', 'Delete renamed…')
    const dialog = window.getByRole('alertdialog')
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
    const confirm = dialog.getByRole('button', { name: 'Delete', exact: true })
    await expect(confirm).toBeEnabled()
    for (let step = 0; step < 10; step++) {
      if (await confirm.evaluate((element) => element === document.activeElement)) break
      await keys.press('Tab')
    }
    await keys.press('Enter')
    await expect(main.machine('renamed')).toHaveCount(0)
  })

  await test.step('the sheet opens and closes by its key', async () => {
    await keys.press('F1')
    await expect(window.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
    await keys.press('F1')
    await expect(window.getByRole('dialog')).toHaveCount(0)
  })
})
