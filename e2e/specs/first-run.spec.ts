import { execFile } from 'node:child_process'
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures/app.ts'
import { Bridge } from '../fixtures/bridge.ts'
import type { Home } from '../fixtures/home.ts'
import { smallGuest } from '../fixtures/small-guests.ts'
import { tinyLinux } from '../fixtures/tiny-linux.ts'
import { FirstRunPages } from '../pages/first-run.ts'
import { MainWindow } from '../pages/main-window.ts'

test.use({ newUser: true })

const MIB = 1024 ** 2
const run = promisify(execFile)

const kept = async ({ paths }: Home): Promise<unknown> =>
  JSON.parse(await readFile(paths.settingsFile, 'utf8'))
const overview = (page: Page) => page.getByRole('heading', { name: 'Your machines will live here' })

test('three Enters lead a new user to a machine that runs, and never again to the pages', async ({
  launch,
}) => {
  const app = await launch()
  const pages = new FirstRunPages(app.window)
  await test.step('where machines run', async () => {
    await pages.shows('where')
    await expect(pages.main).toMatchAriaSnapshot(`
      - main "Welcome to Guesthouse":
        - paragraph: Welcome to Guesthouse Step 1 of 3
        - heading "Where should your machines run?" [level=1]
        - radiogroup "Where machines run":
          - radio "On this computer, as me" [checked]
          - paragraph: /No password, no service.*They run as .+ \\(uid \\d+\\)/
        - checkbox "Also connect to a system daemon" [disabled]
        - term: guesthoused
        - definition: /Not installed|Installed|Running/
        - term: libvirt (system)
        - definition: /Not installed|Installed|Running/
        - status: /This version cannot connect to any of these/
        - button "Skip"
        - button "Continue"
    `)
    await pages.press('Enter')
  })
  await test.step('what this computer can do', async () => {
    await pages.shows('ready')
    const rows = app.window.getByRole('region', { name: 'What was checked' })
    const qemu = rows
      .getByRole('listitem')
      .filter({ has: app.window.getByText('QEMU', { exact: true }) })
    await expect(qemu).toContainText('Good')
    await expect(rows.getByRole('listitem')).toHaveCount(16)
    // Not before each row has its verdict.
    await expect(rows.getByRole('status')).toContainText(/\d+ good/, { timeout: 60_000 })
    await expect(rows.getByText('Looking…')).toHaveCount(0)
    await expect(qemu).toMatchAriaSnapshot(`
      - listitem:
        - heading "QEMU" [level=2]
        - paragraph: Good
        - paragraph: /QEMU \\d.* is installed/
        - 'button "Details: QEMU"'
    `)
    const { violations } = await new AxeBuilder({ page: app.window }).setLegacyMode(true).analyze()
    expect(violations).toEqual([])
    await pages.press('Enter')
  })
  await test.step('where disks are kept', async () => {
    await pages.shows('keep')
    await expect(pages.main.getByText(/^[\d.,]+ [GT]iB free$/)).toBeVisible()
    await expect(pages.main).toMatchAriaSnapshot(`
      - main "Welcome to Guesthouse":
        - paragraph: Step 3 of 3
        - heading "Where are disks kept, and what happens at logout?" [level=1]
        - region "Disks":
          - heading "Disks" [level=2]
          - paragraph: In your home
          - paragraph: /guesthouse/
          - paragraph: /free/
          - button "Choose folder…"
        - heading "When you log out" [level=2]
        - radiogroup "When you log out":
          - radio "Save the machines" [checked]
          - radio "Shut them down"
          - radio "Leave them running"
        - button "Skip"
        - button "Back"
        - button "Make my first machine"
    `)
    await pages.press('Enter')
  })
  const dialog = app.window.getByRole('dialog', { name: 'New machine' })
  await expect(dialog).toBeVisible()
  const window = new MainWindow(app.window)
  await window.fillNewMachine(dialog, tinyLinux('first'))
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).press('Enter')
  await expect(window.state('Running')).toBeVisible({ timeout: 30_000 })
  await test.step('what the desktop lacks is told only then', async () => {
    const notice = app.window.getByText('This desktop shows no tray icons.')
    await expect(notice).toBeVisible({ timeout: 15_000 })
    await app.window.getByRole('button', { name: 'Dismiss' }).click()
    await expect(notice).toBeHidden()
  })
  await app.quit()

  const again = await launch()
  await expect(new MainWindow(again.window).machine('first')).toBeVisible()
  await expect(new FirstRunPages(again.window).main).toBeHidden()
})

test('going back and an end half-way lose nothing that was chosen, and skipping ends it', async ({
  home,
  launch,
}) => {
  const app = await launch()
  const pages = new FirstRunPages(app.window)
  await test.step('Escape and Back lead back, and nothing leads out by accident', async () => {
    await pages.shows('where')
    await pages.press('Escape')
    await pages.press('Control+n')
    await pages.goToLast()
    await pages.press('Escape')
    await pages.shows('ready')
    await pages.button('Back').click()
    await pages.goToLast()
    await expect(app.window.getByRole('dialog')).toBeHidden()
  })
  await test.step('a choice is kept at once', async () => {
    await pages.main.getByRole('radio', { name: 'Leave them running' }).click()
    const chosen = { newMachines: { atLogout: 'leave' }, firstRun: { done: false } }
    await expect.poll(() => kept(home).catch(() => null)).toMatchObject(chosen)
    await app.kill()
  })
  await test.step('it begins again with what was chosen', async () => {
    const next = await launch()
    const after = new FirstRunPages(next.window)
    await after.goToLast()
    const leave = after.main.getByRole('radio', { name: 'Leave them running' })
    await expect(leave).toBeChecked()
    await after.button('Skip').click()
    await expect(overview(next.window)).toBeVisible()
    await expect(next.window.getByRole('dialog')).toBeHidden()
    expect(await kept(home)).toMatchObject({
      ...{ newMachines: { atLogout: 'leave' }, firstRun: { done: true } },
    })
    await next.quit()
  })
  const last = await launch()
  await expect(overview(last.window)).toBeVisible()
  await expect(new FirstRunPages(last.window).main).toBeHidden()
})

test('who has a machine does not see them, unless they ask', async ({ home, launch }) => {
  const first = await launch()
  await new FirstRunPages(first.window).shows('where')
  await smallGuest(new Bridge(first.window), 'here-already')
  await first.quit()
  await rm(home.paths.settingsFile, { force: true })

  const app = await launch()
  const window = new MainWindow(app.window)
  const pages = new FirstRunPages(app.window)
  // What main knew before the page asked anything.
  expect(first.window.url()).toContain('first-run')
  expect(app.window.url()).not.toContain('first-run')
  await expect(window.machine('here-already')).toBeVisible()
  await expect(pages.main).toBeHidden()
  await new Bridge(app.window).call('settings.change', { firstRun: { done: false } })
  await pages.goToLast()
  await expect(pages.button('Make a machine')).toBeVisible()
  await pages.button('Skip').click()
  await expect(window.machine('here-already')).toBeVisible()
})

/** A machine as the session's libvirt has it. */
async function libvirtMachine({ dir }: Home, name: string): Promise<{ readonly disk: string }> {
  const images = join(dir, 'images')
  const config = join(dir, '.config/libvirt/qemu')
  await mkdir(images, { recursive: true })
  await mkdir(config, { recursive: true })
  const disk = join(images, `${name} disk.qcow2`)
  await run('qemu-img', ['create', '-q', '-f', 'qcow2', disk, '32M'])
  await run('qemu-io', ['-f', 'qcow2', '-c', 'write -q -P 0x5a 0 1M', disk])
  await writeFile(
    join(config, `${name}.xml`),
    `<domain type='qemu'>
      <name>${name}</name>
      <memory unit='MiB'>256</memory>
      <vcpu>1</vcpu>
      <os><type arch='x86_64' machine='q35'>hvm</type></os>
      <devices>
        <disk type='file' device='disk'>
          <driver name='qemu' type='qcow2'/><source file='${disk}'/><target dev='vda' bus='virtio'/>
        </disk>
      </devices>
    </domain>`,
  )
  return { disk }
}

test('machines of libvirt are copied or used in place, as is chosen, and stay as they were', async ({
  home,
  launch,
}) => {
  const copied = await libvirtMachine(home, 'web')
  const shared = await libvirtMachine(home, 'mail')
  const before = await readFile(copied.disk)
  const app = await launch()
  const pages = new FirstRunPages(app.window)
  const bridge = new Bridge(app.window)
  const window = new MainWindow(app.window)
  const box = (name: string) => pages.main.getByRole('checkbox', { name })
  const diskOf = async (name: string) => {
    const guest = (await bridge.subscribe('guests')).find((each) => each.name === name)
    return guest?.config?.disks[0]
  }

  await test.step('one is copied', async () => {
    await pages.goToLast()
    await expect(pages.button('Use these 2 machines')).toBeVisible()
    await box('mail').press('Space')
    await expect(pages.main.getByRole('radio', { name: 'Copy them' })).toBeChecked()
    await pages.press('Enter')
    await expect(window.machine('web')).toBeVisible()
    await expect(pages.main).toBeHidden()
    const disk = await diskOf('web')
    expect(disk).toMatchObject({ managed: true })
    expect(disk?.path.startsWith(home.paths.guestsDir)).toBe(true)
    await run('qemu-img', ['compare', copied.disk, disk?.path ?? ''])
    expect((await readFile(copied.disk)).equals(before)).toBe(true)
  })
  await test.step('the other is used where it is, and the first one is known', async () => {
    await bridge.call('settings.change', { firstRun: { done: false } })
    await pages.goToLast()
    await expect(box('web')).toBeDisabled()
    await expect(pages.main.getByText('You use it here already.')).toBeVisible()
    await pages.main.getByRole('radio', { name: 'Use them where they are' }).click()
    await pages.button('Use this machine').click()
    await expect(window.machine('mail')).toBeVisible()
    expect(await diskOf('mail')).toMatchObject({ path: shared.disk, managed: false })
    expect((await stat(shared.disk)).size).toBeGreaterThan(MIB)
  })
})
