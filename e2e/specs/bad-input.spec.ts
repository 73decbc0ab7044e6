import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '../fixtures/app.ts'
import { guestProcesses, onlyGuestId } from '../fixtures/home.ts'
import { MainWindow } from '../pages/main-window.ts'

const broken: Readonly<Record<string, { readonly text: string; readonly says: RegExp }>> = {
  '11111111-1111-4111-8111-111111111111': { text: 'no JSON', says: /is damaged/ },
  '22222222-2222-4222-8222-222222222222': { text: '{"schema":1,"id":"2222', says: /is damaged/ },
  '33333333-3333-4333-8333-333333333333': {
    text: '{"schema":99}',
    says: /made by a newer Guesthouse/,
  },
}

test('damaged guest files are listed with the reason and kept byte for byte', async ({
  home,
  launch,
}) => {
  for (const [id, { text }] of Object.entries(broken)) {
    await mkdir(home.paths.guest(id).dir, { recursive: true })
    await writeFile(home.paths.guest(id).configFile, text)
  }
  const app = await launch()
  const window = new MainWindow(app.window)
  for (const [id, { text, says }] of Object.entries(broken)) {
    await window.machine(id).click()
    await expect(window.state('Broken')).toBeVisible()
    await expect(app.window.getByText(says).first()).toBeVisible()
    await expect(window.button('Start')).toHaveCount(0)
    expect(await readFile(home.paths.guest(id).configFile, 'utf8')).toBe(text)
  }
})

test('a disk that has gone is named, and the machine starts once it is back', async ({
  home,
  launch,
}) => {
  const app = await launch()
  const window = new MainWindow(app.window)
  const disk = join(home.dir, 'my disk, "1".img')
  await writeFile(disk, Buffer.alloc(1024 * 1024))
  await window.create({ name: 'with a disk', memoryMiB: 64, disk: { existing: disk } }, 'Create')
  await rm(disk)
  await window.button('Start').first().click()
  await expect(app.window.getByText(`The file ${disk} does not exist.`).first()).toBeVisible()
  expect(await guestProcesses(home.paths)).toEqual([])
  await writeFile(disk, Buffer.alloc(1024 * 1024))
  await window.button('Start').first().click()
  await expect(window.state('Running')).toBeVisible()
})

test('the dialog refuses what the engine would, in sentences', async ({ home, launch }) => {
  const app = await launch()
  const window = new MainWindow(app.window)
  const dialog = await window.openNewMachine()
  await window.fillNewMachine(dialog, { name: 'x'.repeat(4000), disk: 'none' })
  await dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(dialog.getByText(/name is too long/)).toBeVisible()
  await window.fillNewMachine(dialog, { name: '  ', disk: 'none' })
  await dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(dialog.getByText(/Give it a name/)).toBeVisible()

  await window.fillNewMachine(dialog, {
    name: '../a,b="c"\u{1f40d}',
    cdrom: join(home.dir, 'absent.iso'),
  })
  await dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(dialog.getByText(/absent\.iso does not exist/)).toBeVisible()

  await window.fillNewMachine(dialog, { name: '../a,b="c"\u{1f40d}', cdrom: '' })
  await dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(window.machine('../a,b="c"\u{1f40d}')).toBeVisible()
  expect(await onlyGuestId(home.paths)).toMatch(/^[0-9a-f-]{36}$/)
})

test('QEMU is not installed: said before and after', async ({ home, launch }) => {
  const bin = join(home.dir, 'bin')
  await mkdir(bin)
  const app = await launch({ env: { PATH: bin } })
  const window = new MainWindow(app.window)
  await window.create({ name: 'hopeful', disk: 'none' }, 'Create')
  await window.button('Start').first().click()
  await expect(app.window.getByText('QEMU is not installed.').first()).toBeVisible()
  await expect(window.state('Starting')).toHaveCount(0)
})
