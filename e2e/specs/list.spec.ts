import { readdir, readFile } from 'node:fs/promises'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '../fixtures/app.ts'
import { Bridge } from '../fixtures/bridge.ts'
import { describePicture } from '../fixtures/picture.ts'
import { bootTinyLinux } from '../fixtures/tiny-linux.ts'
import { MachineList } from '../pages/machine-list.ts'

/** Part 1 of the window: the list. */

test('machines are found, marked, described, grouped and deleted by keyboard alone', async ({
  home,
  launch,
}) => {
  const app = await launch()
  const bridge = new Bridge(app.window)
  const list = new MachineList(app.window)
  const { keyboard } = app.window
  const ids: Record<string, string> = {}
  for (const name of ['ant', 'bee', 'cat', 'dog']) {
    const disk = { kind: 'none' } as const
    ids[name] = (await bridge.call('guests.create', { name, memoryMiB: 64, cpus: 1, disk })).id
  }
  const kept = async (name: string): Promise<Record<string, unknown>> =>
    JSON.parse(await readFile(home.paths.guest(ids[name] ?? '').configFile, 'utf8'))
  await expect.poll(() => list.names()).toEqual(['ant', 'bee', 'cat', 'dog'])

  await test.step('two are marked, and get a group and a tag', async () => {
    await list.cell('ant').focus()
    await keyboard.press('Space')
    await keyboard.press('Shift+ArrowRight')
    await expect(list.bar).toContainText('2 machines marked')
    const menu = app.window.getByRole('menu')
    await keyboard.press('Shift+F10')
    await menu.getByRole('menuitem', { name: 'Group and tags…' }).press('Enter')
    const dialog = app.window.getByRole('dialog', { name: 'Group and tags of 2 machines' })
    await expect(dialog.getByLabel('Group', { exact: true })).toBeFocused()
    await keyboard.type('field work')
    await dialog.getByLabel('Tags', { exact: true }).focus()
    await keyboard.type('ci')
    await keyboard.press('Enter')
    await keyboard.type('nightly')
    await keyboard.press('Enter')
    await keyboard.press('Enter')
    await expect(dialog).toBeHidden()
    await expect(list.heading('field work')).toContainText('2')
    expect(await kept('ant')).toMatchObject({ group: 'field work', tags: ['ci', 'nightly'] })
    expect(await kept('bee')).toMatchObject({ group: 'field work', tags: ['ci', 'nightly'] })
    expect(await kept('cat')).toMatchObject({ group: null, tags: [] })
    await keyboard.press('Escape')
    await expect(list.bar).toBeHidden()
  })

  await test.step('notes are kept, and found', async () => {
    const menu = await list.menu('dog')
    await menu.getByRole('menuitem', { name: 'Group, tags and notes…' }).press('Enter')
    const dialog = app.window.getByRole('dialog', { name: 'Group, tags and notes' })
    await dialog.getByLabel('Notes').fill('Rented for the Büro\nuntil May')
    await dialog.getByRole('checkbox', { name: 'Pin to the top of the list' }).press('Space')
    await dialog.getByRole('button', { name: 'Save' }).press('Enter')
    await expect(dialog).toBeHidden()
    expect(await kept('dog')).toMatchObject({
      notes: 'Rented for the Büro\nuntil May',
      pinned: true,
    })
    expect(await list.names()).toEqual(['dog', 'ant', 'bee', 'cat'])

    await list.search.fill('may buro')
    await expect.poll(() => list.names()).toEqual(['dog'])
    await list.search.fill('nightly')
    await expect.poll(() => list.names()).toEqual(['ant', 'bee'])
    const mac = ((await kept('cat'))['nics'] as { mac: string }[])[0]?.mac ?? 'none'
    await list.search.fill(mac)
    await expect.poll(() => list.names()).toEqual(['cat'])
    await list.search.fill('no such thing')
    await expect(app.window.getByText('No machine matches “no such thing”.').first()).toBeVisible()
    await list.search.press('Escape')
  })

  await test.step('what is folded and how it is shown is there again after a restart', async () => {
    await app.window.getByRole('radio', { name: 'Rows' }).press('Space')
    await list.heading('field work').press('Enter')
    await expect.poll(() => list.names()).toEqual(['dog', 'cat'])
    await app.quit()
  })

  const again = await launch()
  const reopened = new MachineList(again.window)
  await expect.poll(() => reopened.names()).toEqual(['dog', 'cat'])
  await expect(reopened.grid).toHaveAttribute('aria-colcount', '1')

  await test.step('all that are shown are deleted once each is named', async () => {
    await reopened.cell('cat').focus()
    await again.window.keyboard.press('Control+a')
    await again.window.keyboard.press('Delete')
    const dialog = again.window.getByRole('alertdialog', { name: 'Delete 2 machines?' })
    await expect(dialog.getByRole('listitem')).toHaveText(['dog', 'cat'])
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
    await dialog.getByRole('button', { name: 'Delete' }).press('Enter')
    await expect(dialog).toBeHidden()
    await expect.poll(() => reopened.names()).toEqual([])
    const left = (await readdir(home.paths.guestsDir)).filter((name) => !name.startsWith('.'))
    expect(new Set(left)).toEqual(new Set([ids['ant'], ids['bee']]))
  })
})

test('a card shows what is on the screen, and keeps the last picture when it is off', async ({
  launch,
}, testInfo) => {
  const app = await launch()
  const window = await bootTinyLinux(app)
  const list = new MachineList(app.window)
  await list.overview()
  await expect.poll(() => list.pictureWidth('tiny-linux')).toBeGreaterThan(300)
  const picture = list.cell('tiny-linux').locator('img')
  const first = await picture.getAttribute('src')
  await expect
    .poll(async () => (await describePicture(app.window, await picture.screenshot())).drawn)
    .toBeGreaterThan(0.001)
  await expect.poll(() => picture.getAttribute('src')).not.toBe(first)
  await testInfo.attach('overview', {
    body: await app.window.screenshot(),
    contentType: 'image/png',
  })

  await list.cell('tiny-linux').focus()
  await app.window.keyboard.press('Space')
  await list.bar.getByRole('button', { name: 'More actions' }).click()
  await app.window.getByRole('menuitem', { name: 'Power off…' }).click()
  const dialog = app.window.getByRole('alertdialog', { name: 'Power off 1 machine?' })
  await expect(dialog.getByRole('listitem')).toHaveText(['tiny-linux'])
  await window.confirm('Power off')
  await expect(list.cell('tiny-linux')).toContainText('Off')
  await expect.poll(() => list.pictureWidth('tiny-linux')).toBeGreaterThan(300)
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`a screen reader makes sense of the list (${colorScheme})`, async ({ launch }) => {
    const app = await launch({ colorScheme })
    const bridge = new Bridge(app.window)
    const list = new MachineList(app.window)
    for (const [index, name] of ['ant', 'bee', 'cat'].entries()) {
      const disk = { kind: 'none' } as const
      const { id } = await bridge.call('guests.create', { name, memoryMiB: 64, cpus: 1, disk })
      await bridge.call('guests.describe', { id, tags: ['ci'], group: index === 0 ? 'work' : null })
    }
    const axe = async () =>
      (await new AxeBuilder({ page: app.window }).setLegacyMode(true).analyze()).violations
    await expect(list.heading('work')).toBeVisible()
    await list.cell('ant').focus()
    await app.window.keyboard.press('Control+a')
    await expect(list.bar).toBeVisible()
    expect(await axe()).toEqual([])
    await app.window.getByRole('radio', { name: 'Rows' }).click()
    expect(await axe()).toEqual([])

    await list.cell('bee').focus()
    await app.window.keyboard.press('Shift+F10')
    await app.window.getByRole('menuitem', { name: 'Group and tags…' }).press('Enter')
    await expect(app.window.getByRole('dialog')).toBeVisible()
    expect(await axe()).toEqual([])
    await app.window.keyboard.press('Escape')
    await list.cell('bee').focus()
    await app.window.keyboard.press('Delete')
    await expect(app.window.getByRole('alertdialog')).toBeVisible()
    expect(await axe()).toEqual([])
    await app.window.keyboard.press('Escape')
    await list.search.fill('nothing there')
    expect(await axe()).toEqual([])
  })
}
