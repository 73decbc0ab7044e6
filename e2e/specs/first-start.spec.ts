import { readdir } from 'node:fs/promises'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '../fixtures/app.ts'
import { onlyGuestId } from '../fixtures/home.ts'
import { startAndWait } from '../fixtures/second-start.ts'
import { nativeWindow } from '../pages/guest-window.ts'
import { MainWindow } from '../pages/main-window.ts'

for (const colorScheme of ['light', 'dark'] as const) {
  test(`who has no machine yet meets an empty list that leads to a new machine (${colorScheme})`, async ({
    launch,
  }) => {
    const app = await launch({ colorScheme })
    const window = new MainWindow(app.window)
    await expect(
      app.window.getByRole('heading', { name: 'Your machines will live here' }),
    ).toBeVisible()
    const axe = () => new AxeBuilder({ page: app.window }).setLegacyMode(true).analyze()
    expect((await axe()).violations).toEqual([])

    const dialog = await window.openNewMachine()
    await expect(dialog.getByRole('textbox', { name: 'Name', exact: true })).not.toHaveValue('')
    await expect(dialog.getByLabel('Memory')).not.toHaveValue('')
    await expect(dialog.getByRole('button', { name: 'Create and start' })).toBeEnabled()
    expect((await axe()).violations).toEqual([])
    await app.window.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  })
}

test('the defaults make a machine with a disk in the home, and deleting takes the disk', async ({
  home,
  launch,
}) => {
  const app = await launch()
  const window = new MainWindow(app.window)
  await window.create({ name: 'defaults' }, 'Create')
  await expect(window.state('Off')).toBeVisible()
  const id = await onlyGuestId(home.paths)
  expect((await readdir(home.paths.guest(id).dir)).sort()).toEqual(['disk0.qcow2', 'guest.json'])

  await window.moreAction('Delete')
  const dialog = app.window.getByRole('alertdialog')
  await expect(dialog).toContainText('defaults')
  await dialog.getByRole('checkbox', { name: /Also delete its disks/ }).check()
  await window.confirm('Delete')
  await expect(
    app.window.getByRole('heading', { name: 'Your machines will live here' }),
  ).toBeVisible()
  expect((await readdir(home.paths.guestsDir)).filter((name) => !name.startsWith('.'))).toEqual([])
})

test('a second start shows the first window', async ({ home, launch }) => {
  const first = await launch()
  const native = nativeWindow(first, first.window)
  await native.hide()
  await expect.poll(() => native.isVisible()).toBe(false)
  expect((await startAndWait(home, [])).code).toBe(0)
  await expect.poll(() => native.isVisible()).toBe(true)
  expect(first.isRunning()).toBe(true)
  expect(first.electron.windows()).toHaveLength(1)
})
