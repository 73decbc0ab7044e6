import { expect, test } from '../fixtures/app.ts'
import { guestProcesses } from '../fixtures/home.ts'
import { comparePictures, describePicture } from '../fixtures/picture.ts'
import { bootTinyLinux, untilReady } from '../fixtures/tiny-linux.ts'
import { MainWindow } from '../pages/main-window.ts'

test('a machine boots, answers on its serial port and on its screen, pauses, and shuts down', async ({
  home,
  launch,
}, testInfo) => {
  const app = await launch()
  const window = await bootTinyLinux(app)

  await test.step('serial: a command is answered', async () => {
    await window.typeSerial('echo "sum $((40+2))"')
    await expect.poll(() => window.serialText()).toContain('sum 42')
  })

  await test.step('screen: it is drawn, and typing changes it', async () => {
    await window.tab('Screen')
    await expect(window.screen).toHaveAttribute('data-state', 'connected')
    await expect
      .poll(
        async () => (await describePicture(app.window, await window.screenshotOfScreen())).drawn,
      )
      .toBeGreaterThan(0.002)
    const before = await window.screenshotOfScreen()
    await window.screen.locator('canvas').click()
    await app.window.keyboard.type('echo Hello Guesthouse; uname -a')
    await app.window.keyboard.press('Enter')
    await expect
      .poll(async () => {
        const after = await window.screenshotOfScreen()
        return (await comparePictures(app.window, before, after)).changed
      })
      .toBeGreaterThan(0.003)
    // This guest knows no tablet, so the screen holds the pointer as well.
    await window.release()
    await testInfo.attach('screen', {
      body: await app.window.screenshot(),
      contentType: 'image/png',
    })
  })

  await test.step('pause and resume', async () => {
    await window.button('Pause').click()
    await expect(window.state('Paused')).toBeVisible()
    await window.button('Resume').first().click()
    await expect(window.state('Running')).toBeVisible()
  })

  await test.step('shut down', async () => {
    await window.button('Shut down').click()
    await expect(window.state('Off')).toBeVisible()
    await expect.poll(() => guestProcesses(home.paths)).toEqual([])
  })

  await test.step('start again, on the page that it was on', async () => {
    await window.button('Start').first().click()
    await expect(window.state('Running')).toBeVisible()
    await untilReady(window)
    await window.stopAction('Power off')
    await expect(app.window.getByRole('alertdialog')).toContainText('Unsaved work')
    await window.confirm('Power off')
    await expect(window.state('Off')).toBeVisible()
  })
})

test('what the serial port printed before it was opened is there', async ({ launch }) => {
  const app = await launch()
  const window = await bootTinyLinux(app)
  await window.typeSerial('echo printed-$((1+1))-before')
  await expect.poll(() => window.serialText()).toContain('printed-2-before')
  await app.quit()

  const again = await launch()
  const reopened = new MainWindow(again.window)
  await reopened.machine('tiny-linux').click()
  await reopened.tab('Serial')
  await expect.poll(() => reopened.serialText()).toContain('printed-2-before')
  await reopened.typeSerial('echo printed-$((1+2))-after')
  await expect.poll(() => reopened.serialText()).toContain('printed-3-after')
})

test('a machine is renamed while it runs', async ({ launch }) => {
  const app = await launch()
  const window = await bootTinyLinux(app)
  await window.moreAction('Rename')
  await app.window.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Büro, "2"')
  await app.window.getByRole('dialog').getByRole('button', { name: 'Rename' }).click()
  await expect(window.machine('Büro, "2"')).toBeVisible()
  await expect(window.state('Running')).toBeVisible()
})
