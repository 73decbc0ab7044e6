import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '../fixtures/app.ts'
import { Bridge } from '../fixtures/bridge.ts'
import { guestProcesses, onlyGuestId } from '../fixtures/home.ts'
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

  await test.step('every form is accessible', async () => {
    for (const item of await hardware.list.getByRole('button').all()) {
      await item.click()
      const { violations } = await new AxeBuilder({ page: app.window })
        .setLegacyMode(true)
        .analyze()
      expect(violations, await item.innerText()).toEqual([])
    }
  })
})
