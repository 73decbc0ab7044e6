import { AxeBuilder } from '@axe-core/playwright'
import { type App, expect, test } from '../fixtures/app.ts'
import { guestProcesses } from '../fixtures/home.ts'
import { MainWindow } from '../pages/main-window.ts'

/** Of the strip, whatever tab is looked at. */
const strip = ({ window }: App) =>
  window.getByRole('region', { name: 'How this machine runs' })

test('a machine’s page says what it is, how it runs and what it goes without, and ends it gently or not', async ({
  home,
  launch,
}) => {
  const app = await launch()
  const window = new MainWindow(app.window)
  // Its firmware finds nothing to start, which is enough to be looked at.
  await window.create({ name: 'plain', memoryMiB: 64, cpus: 1, disk: 'none' }, 'Create and start')
  await expect(window.state('Running')).toBeVisible()
  const uid = process.getuid?.() ?? -1

  await test.step('how it runs is in sight on every tab', async () => {
    for (const name of [
      'Log',
      'Sharing and network',
      'Snapshots',
      'Hardware',
      'Serial',
      'Screen',
    ]) {
      await app.window.getByRole('tab', { name, exact: true }).click()
      await expect(strip(app)).toContainText('Linux · 64 MiB · 1 processor')
      await expect(strip(app)).toContainText(`Runs as you (${uid})`)
      await expect(strip(app)).toContainText(/KVM|Software emulation/)
      await expect(strip(app)).toContainText('No sound')
      await expect(strip(app)).toContainText(/passt|User-mode network/)
    }
  })

  await test.step('what is missing says what would mend it', async () => {
    await strip(app).getByRole('button', { name: 'No sound' }).click()
    const reason = app.window.getByRole('dialog', { name: 'No sound' })
    await expect(reason).toContainText('PulseAudio')
    const axe = await new AxeBuilder({ page: app.window }).setLegacyMode(true).analyze()
    expect(axe.violations).toEqual([])
    await app.window.keyboard.press('Escape')
    await expect(reason).toBeHidden()
  })

  await test.step('what it uses is measured while it is looked at', async () => {
    await strip(app)
      .getByRole('button', { name: /^Processor/ })
      .click()
    const usage = app.window.getByRole('dialog', { name: /^Processor/ })
    await expect(usage).toContainText(/Memory of this computer\s*[\d.]+ MiB/)
    await app.window.keyboard.press('Escape')
  })

  await test.step('paused, its screen has the button that goes on', async () => {
    await window.button('Pause').click()
    await expect(window.state('Paused')).toBeVisible()
    await expect(window.button('Resume')).toHaveCount(1)
    await window.button('Resume').click()
    await expect(window.state('Running')).toBeVisible()
  })

  await test.step('saved, its last picture is there, and it goes on', async () => {
    await window.button('Save').click()
    await expect(window.state('Saved')).toBeVisible()
    expect(await guestProcesses(home.paths)).toEqual([])
    const picture = app.window.getByRole('img', { name: 'Its screen, as it was last seen' })
    await expect(picture).toBeVisible()
    expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(
      300,
    )
    await window.button('Resume').click()
    await expect(window.state('Running')).toBeVisible()
  })

  await test.step('the hard ways to stop are behind the gentle one, and ask', async () => {
    await window.button('Other ways to stop').click()
    const items = app.window.getByRole('menuitem')
    await expect(items).toHaveText(['Power off…', 'Reset…'])
    await app.window.keyboard.press('Escape')
    await window.stopAction('Power off')
    await window.confirm('Power off')
    await expect(window.state('Off')).toBeVisible()
    await expect(window.button('Start').first()).toBeVisible()
  })
})
