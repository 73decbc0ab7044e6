import { execFileSync } from 'node:child_process'
import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '../fixtures/app.ts'
import { Bridge } from '../fixtures/bridge.ts'
import { smallGuest } from '../fixtures/small-guests.ts'
import { HardwarePage } from '../pages/hardware-page.ts'
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

const tool = (...[name, ...args]: [string, ...string[]]): string =>
  execFileSync(name, args, { encoding: 'utf8' })

test('a disk is grown, compacted, checked, exported and converted, and keeps its content', async ({
  home,
  launch,
}) => {
  const app = await launch()
  const window = new MainWindow(app.window)
  const keeping = new Keeping(app.window)
  const hardware = new HardwarePage(app.window)
  const bridge = new Bridge(app.window)
  const id = await smallGuest(bridge, 'worked on')
  const diskOf = async () => {
    const [disk] = (await bridge.config(id)).disks
    if (disk === undefined) throw new Error('no disk')
    return disk
  }
  const { path } = await diskOf()
  // Content, and 6 MiB of zeros that take space.
  tool('qemu-io', '-c', 'write -P 7 1M 1M', '-c', 'write -P 0 8M 6M', path)
  const original = join(home.dir, 'original.raw')
  tool('qemu-img', 'convert', '-O', 'raw', path, original)
  /** Fails where they differ; what is beyond the end of one is to be zeros in the other. */
  const expectSameContent = (image: string) =>
    tool('qemu-img', 'compare', '-f', 'qcow2', '-F', 'raw', image, original)
  const told = app.window.getByRole('region', { name: 'Storage of Disk 1' }).getByRole('status')
  await window.machine('worked on').click()
  await hardware.open()
  await hardware.choose('Disk 1')

  await test.step('grown', async () => {
    await keeping.button('Grow… Disk 1').click()
    const dialog = app.window.getByRole('dialog', { name: 'Grow Disk 1' })
    await dialog.getByLabel('New size').fill('0.01')
    await expect(dialog.getByRole('button', { name: 'Grow' })).toBeDisabled()
    await dialog.getByLabel('New size').fill('0.0625')
    await dialog.getByRole('button', { name: 'Grow' }).click()
    await expect(told).toHaveText('The disk has 64 MiB now.')
    const info = JSON.parse(tool('qemu-img', 'info', '--output=json', path)) as object
    expect(info).toMatchObject({ 'virtual-size': 64 * MIB })
    expectSameContent(path)
  })

  await test.step('compacted', async () => {
    const before = (await stat(path)).blocks * 512
    const dialog = await keeping.diskAction('Compact…')
    await dialog.getByRole('button', { name: 'Compact' }).click()
    await expect(told).toHaveText(/are free again\.$/)
    expect((await stat(path)).blocks * 512).toBeLessThan(before - 5 * MIB)
    expectSameContent(path)
  })

  await test.step('checked, and repaired where nothing is wrong', async () => {
    await keeping.diskAction('Check')
    await expect(told).toHaveText('No errors were found.')
    const dialog = await keeping.diskAction('Repair…')
    await dialog.getByRole('button', { name: 'Repair' }).click()
    await expect(told).toHaveText('No errors were found.')
    tool('qemu-img', 'check', '-q', path)
  })

  await test.step('exported, over nothing that is there', async () => {
    const copy = join(home.dir, 'a copy.vmdk')
    await writeFile(copy, 'mine')
    const ask = async () => {
      const dialog = await keeping.diskAction('Export…')
      await dialog.getByRole('radio', { name: 'vmdk' }).click()
      await dialog.getByLabel('File').fill(copy)
      await dialog.getByRole('button', { name: 'Export' }).click()
    }
    await ask()
    await expect(app.window.getByText(`The file ${copy} exists already.`)).toBeVisible()
    expect(await readFile(copy, 'utf8')).toBe('mine')
    await rm(copy)
    await ask()
    await expect(told).toHaveText(`A copy is in ${copy}.`)
    tool('qemu-img', 'compare', '-f', 'vmdk', '-F', 'raw', copy, original)
  })

  await test.step('converted, and the old file is gone', async () => {
    const dialog = await keeping.diskAction('Convert…')
    await dialog.getByRole('button', { name: 'Convert' }).click()
    await expect(told).toHaveText(/^The disk is now /)
    const converted = await diskOf()
    expect(converted.format).toBe('raw')
    tool('qemu-img', 'compare', '-f', 'raw', '-F', 'raw', converted.path, original)
    await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' })
    await keeping.diskAction('Check')
    await expect(told).toHaveText('Images of this format hold nothing that could be checked.')
  })
})
