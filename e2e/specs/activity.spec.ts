import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '../fixtures/app.ts'
import { guestProcesses } from '../fixtures/home.ts'
import { openNotificationServer } from '../fixtures/notification-server.ts'
import { tinyLinux } from '../fixtures/tiny-linux.ts'
import { ActivityPage } from '../pages/activity-page.ts'
import { MainWindow } from '../pages/main-window.ts'

test('what was done is written down, and failures stay until they are seen, over restarts', async ({
  home,
  launch,
}) => {
  const app = await launch()
  const window = new MainWindow(app.window)
  const iso = join(home.dir, 'install.iso')
  await writeFile(iso, 'nothing to boot')
  await window.create({ name: 'no-disc', disk: 'none', cdrom: iso, memoryMiB: 256 }, 'Create')
  await rm(iso)
  await window.button('Start').first().click()
  await expect(app.window.getByText(`The file ${iso} does not exist.`).first()).toBeVisible()

  const activity = new ActivityPage(app.window)
  await activity.open()
  await expect(activity.section('Failed').getByRole('listitem')).toContainText(iso)
  await expect(activity.entries).toHaveCount(2)
  await expect(activity.entries.nth(1)).toContainText('Created')
  await app.quit()

  const again = await launch()
  const kept = new ActivityPage(again.window)
  await kept.open()
  await expect(kept.entries).toHaveCount(2)
  await kept.section('Failed').getByRole('button', { name: 'Mark as seen' }).click()
  await expect(kept.section('Failed')).toHaveCount(0)
  await expect(kept.entries).toHaveCount(2)
  await again.quit()

  const last = await launch()
  const seen = new ActivityPage(last.window)
  await seen.open()
  await expect(seen.section('Failed')).toHaveCount(0)
  await last.window.getByRole('button', { name: 'Clear…' }).click()
  await new MainWindow(last.window).confirm('Clear')
  await expect(last.window.getByText('Nothing was done yet.')).toBeVisible()
})

test('the desktop tells of a crash while the window is hidden, and a click leads to the machine', async ({
  home,
  launch,
}) => {
  const desktop = await openNotificationServer()
  const app = await launch()
  const window = new MainWindow(app.window)
  await window.create(tinyLinux(), 'Create and start')
  await expect(window.state('Running')).toBeVisible()
  await window.machines.getByText('All machines').click()
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())

  const [pid] = await guestProcesses(home.paths)
  if (pid === undefined) throw new Error('no QEMU')
  process.kill(pid, 'SIGKILL')
  await expect.poll(() => desktop.notified.length).toBe(1)
  const [told] = desktop.notified
  expect(told).toMatchObject({ title: 'tiny-linux', body: expect.stringMatching(/^Crashed\n/) })

  desktop.click(told?.id ?? 0)
  await expect(window.state('Crashed')).toBeVisible()
  const visible = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.isVisible(),
  )
  expect(visible).toBe(true)
  await app.quit()
  await desktop.close()
})
