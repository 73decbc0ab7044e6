import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '../fixtures/app.ts'
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
