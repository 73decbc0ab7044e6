import { expect, test } from '../fixtures/app.ts'
import { Bridge } from '../fixtures/bridge.ts'
import { smallGuest } from '../fixtures/small-guests.ts'
import { untilReady } from '../fixtures/tiny-linux.ts'
import { Keeping } from '../pages/keeping.ts'
import { MainWindow } from '../pages/main-window.ts'

test('snapshots are taken, gone back to, branched off, edited, copied and deleted', async ({
  launch,
}, testInfo) => {
  const app = await launch()
  const window = new MainWindow(app.window)
  const keeping = new Keeping(app.window)
  const bridge = new Bridge(app.window)
  const id = await smallGuest(bridge, 'keeper')
  await window.machine('keeper').click()

  await test.step('of a machine that is off, with nothing but its disk', async () => {
    await keeping.tab('Snapshots')
    await expect(app.window.getByText('No snapshots yet')).toBeVisible()
    await keeping.takeSnapshot('empty disk')
    await expect(keeping.snapshot('You are here')).toHaveAttribute('aria-level', '2')
  })

  await window.button('Start').first().click()
  await expect(window.state('Running')).toBeVisible()
  await untilReady(window)

  await test.step('with memory: what ran then runs again, what was done since is lost', async () => {
    await window.typeSerial('marker=then')
    await window.typeSerial('echo is-$marker')
    await expect.poll(() => window.serialText()).toContain('is-then')
    await keeping.tab('Snapshots')
    await keeping.takeSnapshot('with shell', 'Disks and memory')
    await window.tab('Serial')
    await window.typeSerial('marker=since; echo now-$marker')
    await expect.poll(() => window.serialText()).toContain('now-since')

    await keeping.tab('Snapshots')
    await keeping.snapshot(/^with shell/).click()
    await keeping.button('Revert…').click()
    const dialog = app.window.getByRole('alertdialog')
    await expect(dialog).toContainText('unsaved work')
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
    await dialog.getByRole('button', { name: 'Take a snapshot, then revert' }).click()
    await expect(app.window.getByText('The machine is as it was at “with shell”.')).toBeVisible({
      timeout: 60_000,
    })
    await window.tab('Serial')
    await window.typeSerial('echo again-$marker')
    await expect.poll(() => window.serialText()).toContain('again-then')
  })

  await test.step('what was left is a branch, and the tree says where the machine is', async () => {
    await keeping.tab('Snapshots')
    const rows = keeping.snapshots.getByRole('treeitem')
    await expect(rows).toHaveText([
      /^empty disk/,
      /^with shell/,
      /^Before going back/,
      'You are here',
    ])
    await expect(keeping.snapshot('You are here')).toHaveAttribute('aria-level', '3')
    const { snapshots, current } = await bridge.call('snapshots.list', { id })
    expect(snapshots.map(({ kind }) => kind)).toEqual(['off', 'memory', 'memory'])
    expect(current).toBe(snapshots[1]?.id)
    // What each costs, of the images' own tables, and the screen that was seen.
    await expect(keeping.snapshot(/^with shell/)).toContainText(/[KM]iB/)
    await expect(keeping.snapshot(/^with shell/).locator('img')).toBeVisible()
    await testInfo.attach('tree', {
      body: await app.window.screenshot(),
      contentType: 'image/png',
    })
    await keeping.expectNoViolations()
  })

  await test.step('by keyboard: along the tree, another name, gone', async () => {
    await keeping.snapshot('You are here').click()
    await app.window.keyboard.press('ArrowLeft')
    await expect(keeping.snapshot(/^with shell/)).toBeFocused()
    await app.window.keyboard.press('ArrowRight')
    await expect(keeping.snapshot(/^Before going back/)).toBeFocused()
    await app.window.keyboard.press('F2')
    await app.window.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('left behind')
    await app.window.keyboard.press('Enter')
    await expect(keeping.snapshot(/^left behind/)).toBeVisible()
    await keeping.snapshot(/^left behind/).click()
    await app.window.keyboard.press('Delete')
    await expect(app.window.getByRole('alertdialog')).toContainText(
      'The machine stays as it is now',
    )
    await window.confirm('Delete')
    await expect(keeping.snapshot(/^left behind/)).toBeHidden()
  })

  await test.step('one without memory needs the machine to be off, and says so', async () => {
    await keeping.snapshot(/^empty disk/).click()
    await expect(keeping.button('Revert…')).toBeDisabled()
    await expect(app.window.getByText('This snapshot holds no memory.')).toBeVisible()
    await bridge.call('guests.powerOff', { id })
    await keeping.button('New machine…').click()
    const dialog = app.window.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Name' }).fill('second')
    await dialog.getByRole('button', { name: 'Make machine' }).click()
    await expect(window.machine('second')).toBeVisible()
    await expect(app.window.getByRole('heading', { name: 'second' })).toBeVisible()
  })

  await test.step('a disk that holds none is named before anything is tried', async () => {
    const second = (await bridge.subscribe('guests')).find(({ name }) => name === 'second')
    if (second === undefined) throw new Error('no second machine')
    await bridge.call('storage.convert', { id: second.id, disk: 'disk0', format: 'raw' })
    await keeping.tab('Snapshots')
    await expect(app.window.getByText('Disk 1 has the format raw')).toBeVisible()
    await expect(keeping.button('Take snapshot…')).toBeDisabled()
  })
})
