import { execFileSync } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '../fixtures/app.ts'
import { Bridge } from '../fixtures/bridge.ts'
import { describePicture } from '../fixtures/picture.ts'
import { tinyLinux } from '../fixtures/tiny-linux.ts'
import { MachineList } from '../pages/machine-list.ts'
import { MainWindow } from '../pages/main-window.ts'

/** Part 1 of the window: the list. */

const blank = (name: string) =>
  ({ ...{ name, memoryMiB: 64, cpus: 1 }, disk: { kind: 'none' } }) as const

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
    ids[name] = (await bridge.call('guests.create', blank(name))).id
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

  await test.step('the focus goes on to the next when one is deleted', async () => {
    const { window } = again
    await new Bridge(window).call('guests.create', blank('eel'))
    await expect.poll(() => reopened.names()).toEqual(['dog', 'cat', 'eel'])
    await reopened.cell('cat').focus()
    await window.keyboard.press('ArrowDown')
    await expect(reopened.cell('eel')).toBeFocused()
    await window.keyboard.press('ArrowUp')
    await window.keyboard.press('Delete')
    const dialog = window.getByRole('alertdialog', { name: 'Delete cat?' })
    await dialog.getByRole('button', { name: 'Delete' }).press('Enter')
    await expect(dialog).toBeHidden()
    await expect(reopened.cell('eel')).toBeFocused()
  })

  await test.step('all that are shown are deleted once each is named', async () => {
    await again.window.keyboard.press('Control+a')
    await again.window.keyboard.press('Delete')
    const dialog = again.window.getByRole('alertdialog', { name: 'Delete 2 machines?' })
    await expect(dialog.getByRole('listitem')).toHaveText(['dog', 'eel'])
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
  const window = new MainWindow(app.window)
  const list = new MachineList(app.window)
  // Its screen changes while it boots; nothing inside of it is needed.
  await window.create(tinyLinux(), 'Create and start')
  await expect(window.state('Running')).toBeVisible()
  await list.overview()
  const picture = list.cell('tiny-linux').locator('img')
  await expect
    .poll(async () => {
      if ((await list.pictureWidth('tiny-linux')) < 300) return 0
      return (await describePicture(app.window, await picture.screenshot())).drawn
    })
    .toBeGreaterThan(0.001)
  const first = await picture.getAttribute('src')
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

test('a file from the desktop becomes a machine, and one that cannot is refused', async ({
  home,
  launch,
}) => {
  const { window } = await launch()
  const list = new MachineList(window)
  const disk = join(home.dir, 'web shop.qcow2')
  execFileSync('qemu-img', ['create', '-q', '-f', 'qcow2', disk, '16M'])
  const text = join(home.dir, 'notes.xml')
  await writeFile(text, '<notes/>')

  await list.drop([text])
  await expect(window.getByRole('alert')).toContainText('notes.xml')
  await expect(window.getByRole('dialog')).toHaveCount(0)

  await list.drop([disk, text])
  const dialog = window.getByRole('dialog', { name: 'New machine' })
  await expect(dialog).toContainText(disk)
  await dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(window.getByRole('article', { name: 'web shop' })).toBeVisible()
  await list.overview()
  await expect(window.getByText('Only web shop.qcow2 is taken; 1 other file')).toBeVisible()
})

test('a screen reader makes sense of the list, in light and dark', async ({ launch }) => {
  const app = await launch()
  const bridge = new Bridge(app.window)
  const list = new MachineList(app.window)
  for (const [index, name] of ['ant', 'bee', 'cat'].entries()) {
    const { id } = await bridge.call('guests.create', blank(name))
    await bridge.call('guests.describe', { id, tags: ['ci'], group: index === 0 ? 'work' : null })
  }
  const axe = async (what: string): Promise<void> => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await app.window.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const builder = new AxeBuilder({ page: app.window }).setLegacyMode(true)
      // Nothing but colours differs in the dark.
      if (colorScheme === 'dark') builder.withRules(['color-contrast', 'link-in-text-block'])
      const { violations } = await builder.analyze()
      expect.soft(violations, `${what}, ${colorScheme}`).toEqual([])
    }
  }
  await expect(list.heading('work')).toBeVisible()
  await list.cell('ant').focus()
  await app.window.keyboard.press('Control+a')
  await expect(list.bar).toBeVisible()
  await axe('cards')
  await app.window.getByRole('radio', { name: 'Rows' }).click()
  await axe('rows')

  await list.cell('bee').focus()
  await app.window.keyboard.press('Shift+F10')
  await app.window.getByRole('menuitem', { name: 'Group and tags…' }).press('Enter')
  await expect(app.window.getByRole('dialog')).toBeVisible()
  await axe('description')
  await app.window.keyboard.press('Escape')
  await expect(list.cell('bee')).toBeFocused()
  await app.window.keyboard.press('Delete')
  await expect(app.window.getByRole('alertdialog')).toBeVisible()
  await axe('deletion')
  await app.window.keyboard.press('Escape')
  await expect(list.cell('bee')).toBeFocused()
  await list.search.fill('nothing there')
  await axe('nothing found')
})
