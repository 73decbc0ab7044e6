import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '../fixtures/app.ts'
import { Bridge } from '../fixtures/bridge.ts'
import { smallGuest } from '../fixtures/small-guests.ts'
import { Keeping } from '../pages/keeping.ts'
import { MainWindow } from '../pages/main-window.ts'

const MIB = 1024 * 1024

test('a machine is cloned, linked too, and the storage page says what builds on what', async ({
  home,
  launch,
}, testInfo) => {
  const app = await launch()
  const window = new MainWindow(app.window)
  const keeping = new Keeping(app.window)
  const bridge = new Bridge(app.window)
  const id = await smallGuest(bridge, 'origin')
  await window.machine('origin').click()

  await test.step('a linked clone, once its template is agreed to', async () => {
    await window.moreAction('Clone')
    const dialog = app.window.getByRole('dialog', { name: 'Clone origin' })
    await dialog.getByRole('textbox', { name: 'Name' }).fill('leaf')
    await dialog.getByRole('radio', { name: 'Linked clone' }).click()
    await expect(dialog.getByRole('button', { name: 'Clone' })).toBeDisabled()
    await dialog.getByRole('checkbox', { name: 'Make origin a template' }).click()
    await dialog.getByRole('button', { name: 'Clone' }).click()
    await expect(app.window.getByRole('heading', { name: 'leaf' })).toBeVisible()
    expect((await bridge.config(id)).template).toBe(true)
  })

  await test.step('a full one stands alone', async () => {
    await window.machine('origin').click()
    await window.moreAction('Clone')
    const dialog = app.window.getByRole('dialog', { name: 'Clone origin' })
    await dialog.getByRole('textbox', { name: 'Name' }).fill('alone')
    await dialog.getByRole('radio', { name: 'Full clone' }).click()
    await dialog.getByRole('button', { name: 'Clone' }).click()
    await expect(app.window.getByRole('heading', { name: 'alone' })).toBeVisible()
  })

  await test.step('a template with clones stays one, and says why', async () => {
    await window.machine('origin').click()
    await window.moreAction('Clone')
    await keeping.button('Make origin an ordinary machine again').click()
    await expect(app.window.getByRole('dialog')).toContainText('leaf')
    await app.window.keyboard.press('Escape')
  })

  await test.step('all disks in one table, bases and what nobody uses below', async () => {
    const stray = join(home.paths.guest(id).dir, 'stray.qcow2')
    await writeFile(stray, Buffer.alloc(MIB, 1))
    await app.window.getByRole('button', { name: 'Storage' }).click()
    const table = app.window.getByRole('table', { name: 'Disks of all machines' })
    await expect(table.getByRole('row')).toHaveCount(4)
    await expect(table.getByRole('row', { name: /^origin/ })).toContainText('16 MiB')
    await expect(table.getByRole('row', { name: /^leaf/ }).getByRole('cell').last()).toHaveText('2')
    await table.getByRole('button', { name: 'On disk' }).click()
    await expect(table.getByRole('columnheader', { name: 'On disk' })).toHaveAttribute(
      'aria-sort',
      'descending',
    )
    const bases = app.window.getByRole('region', { name: 'Files that disks build on' })
    await expect(bases).toContainText('disk of origin')
    await expect(bases.getByRole('button', { name: 'leaf' })).toBeVisible()
    const unused = app.window.getByRole('region', { name: 'Images that no machine uses' })
    await expect(unused).toContainText('stray.qcow2')
    await testInfo.attach('storage', {
      body: await app.window.screenshot(),
      contentType: 'image/png',
    })
    await keeping.expectNoViolations()
    expect((await stat(stray)).size).toBe(MIB)
  })
})
