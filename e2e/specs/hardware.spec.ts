import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '../fixtures/app.ts'
import { Bridge } from '../fixtures/bridge.ts'
import { guestProcesses, onlyGuestId } from '../fixtures/home.ts'
import { smallGuest } from '../fixtures/small-guests.ts'
import { tinyLinux } from '../fixtures/tiny-linux.ts'
import { HardwarePage } from '../pages/hardware-page.ts'
import { MainWindow } from '../pages/main-window.ts'

const argumentsOf = async (pid: number): Promise<string[]> =>
  (await readFile(`/proc/${String(pid)}/cmdline`, 'utf8')).split('\0')

test('hardware is changed while a machine is off and while it runs', async ({ home, launch }) => {
  const app = await launch()
  const window = new MainWindow(app.window)
  const hardware = new HardwarePage(app.window)
  const bridge = new Bridge(app.window)
  const disc = join(home.dir, 'a disc.iso')
  await writeFile(disc, Buffer.alloc(1024 * 1024))
  await window.create({ ...tinyLinux(), cdrom: disc }, 'Create')
  const id = await onlyGuestId(home.paths)
  await hardware.open()

  await test.step('what is wrong stays, is named, and is not applied', async () => {
    await hardware.choose('Memory')
    await hardware.field('Memory').fill('lots')
    await expect(hardware.button('Apply')).toBeDisabled()
    await hardware.choose('Boot')
    await hardware.button('Memory: Type a whole number.').click()
    await expect(hardware.field('Memory')).toHaveValue('lots')
  })

  await test.step('memory of a machine that is off is what QEMU is started with', async () => {
    await hardware.field('Memory').fill('300')
    await hardware.apply()
    await hardware.choose('QEMU command line')
    await expect(hardware.page.getByTestId('command-line')).toContainText('300M')
    await window.button('Start').first().click()
    await expect(window.state('Running')).toBeVisible()
    const [pid = 0] = await guestProcesses(home.paths)
    expect((await argumentsOf(pid)).join(' ')).toMatch(/-m \S*\b300M\b/)
  })

  await test.step('a disc is ejected live, and comes back by undo', async () => {
    await hardware.open()
    await hardware.choose('CD drive 1')
    await hardware.button('Eject').click()
    await expect(hardware.page.getByText('The drive is empty.')).toBeVisible()
    const ejected = await bridge.view(id)
    expect(ejected.runtime?.config.cdroms[0]?.path).toBeNull()
    expect(ejected.config?.cdroms[0]?.path).toBeNull()
    await hardware.page.keyboard.press('Control+z')
    await expect
      .poll(async () => (await bridge.view(id)).runtime?.config.cdroms[0]?.path)
      .toBe(disc)
  })

  await test.step('a disk is made and plugged in live', async () => {
    await hardware.add('New disk')
    await hardware.field('Size').fill('1')
    await hardware.button('Add disk').click()
    await expect(hardware.page.getByRole('heading', { name: 'Disk 1' })).toBeVisible()
    await expect.poll(async () => (await bridge.view(id)).runtime?.config.disks.length).toBe(1)
    await expect(hardware.page.getByText('After the next start', { exact: true })).toHaveCount(0)
  })

  await test.step('what has to wait is listed until it is undone', async () => {
    await hardware.choose('Processors')
    await hardware.field('Processors').fill('2')
    await hardware.apply()
    await expect(hardware.page.getByText('After the next start', { exact: true })).toBeVisible()
    expect((await bridge.view(id)).runtime?.config.cpus).toBe(1)
    await hardware.button('Undo: Processors').click()
    await expect(hardware.page.getByText('After the next start', { exact: true })).toHaveCount(0)
    expect((await bridge.config(id)).cpus).toBe(1)
  })

  await test.step('the JSON is checked as it is typed, and what is unknown stays', async () => {
    await hardware.choose('JSON')
    const text = hardware.field('Description as JSON')
    const now = await bridge.config(id)
    await text.fill('{ "cpus": }')
    await expect(hardware.page.getByText('Line 1, column 11: this is no JSON.')).toBeVisible()
    await text.fill(JSON.stringify({ ...now, cpus: 'two' }))
    await expect(hardware.page.getByText('Type a whole number.').first()).toBeVisible()
    await expect(hardware.button('Apply')).toBeDisabled()
    await text.fill(JSON.stringify({ ...now, autostart: true, fromTheFuture: { kept: true } }))
    await expect(hardware.page.getByText('Valid.')).toBeVisible()
    await hardware.apply()
    const file = JSON.parse(await readFile(home.paths.guest(id).configFile, 'utf8')) as unknown
    expect(file).toMatchObject({ autostart: true, fromTheFuture: { kept: true } })
  })

  await test.step('what waits, a form and the list of what can be added are accessible', async () => {
    await hardware.choose('Network card 1')
    await hardware.field('MAC address').fill('no address')
    const inPage = await new AxeBuilder({ page: app.window }).setLegacyMode(true).analyze()
    expect(inPage.violations).toEqual([])
    await hardware.button('Revert').click()
    await hardware.button('Add hardware').click()
    await expect(app.window.getByRole('dialog')).toHaveCSS('opacity', '1')
    const inDialog = await new AxeBuilder({ page: app.window }).setLegacyMode(true).analyze()
    expect(inDialog.violations).toEqual([])
  })
})

test('what waits outlives the app, and nobody’s change is lost to another’s', async ({
  launch,
}) => {
  const first = await launch()
  const before = new Bridge(first.window)
  const id = await smallGuest(before, 'kept')
  const { disks } = await before.config(id)
  await before.call('guests.start', { id })
  const base = await before.config(id)
  await before.call('guests.configure', { id, base, config: { ...base, cpus: 2, memoryMiB: 300 } })
  await first.quit()

  const app = await launch()
  const window = new MainWindow(app.window)
  const hardware = new HardwarePage(app.window)
  const bridge = new Bridge(app.window)
  await window.machine('kept').click()
  await hardware.open()

  await test.step('what waits is listed by the next app, and taken back there', async () => {
    await expect(hardware.page.getByText('After the next start', { exact: true })).toBeVisible()
    await hardware.button('Undo: Memory').click()
    await expect(hardware.button('Undo: Memory')).toBeHidden()
    expect(await bridge.config(id)).toMatchObject({ cpus: 2, memoryMiB: 256 })
  })

  await test.step('a change from elsewhere is asked about, where both are of one field', async () => {
    await hardware.choose('Memory')
    await hardware.field('Memory').fill('400')
    const mine = await bridge.config(id)
    const theirs = { ...mine, memoryMiB: 500, rng: false }
    await bridge.call('guests.configure', { id, base: mine, config: theirs })
    await expect(hardware.bar.getByText('Both of you changed: Memory.')).toBeVisible()
    await expect(hardware.button('Apply')).toBeDisabled()
    await hardware.button('Keep mine').click()
    await hardware.apply()
    expect(await bridge.config(id)).toMatchObject({ memoryMiB: 400, rng: false, cpus: 2 })
  })

  await test.step('the disk that it starts from is removed and comes back; its file stays', async () => {
    await bridge.call('guests.powerOff', { id })
    await hardware.choose('Disk 1')
    await hardware.button('Remove Disk 1').click()
    await hardware.apply()
    expect((await bridge.config(id)).disks).toEqual([])
    await stat(disks[0]?.path ?? '')
    await hardware.button('Undo').click()
    await expect.poll(async () => (await bridge.config(id)).disks).toEqual(disks)
  })
})
