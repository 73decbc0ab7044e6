import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { testGuest } from '../../scripts/test-guest/index.mjs'
import { expect, test } from '../fixtures/app.ts'
import { Bridge } from '../fixtures/bridge.ts'
import { MainWindow } from '../pages/main-window.ts'
import { desktopClipboard, SerialPage } from '../pages/serial-page.ts'

test('serial: two ports, search, size, paste, copy and a file, and what a paused and an off machine say', async ({
  home,
  launch,
}, testInfo) => {
  const app = await launch()
  const bridge = new Bridge(app.window)
  const window = new MainWindow(app.window)
  const serial = new SerialPage(app.window)
  const desktop = desktopClipboard(app)
  const { readyLine, ...kernelBoot } = testGuest()
  const { id } = await bridge.call('guests.create', {
    ...{ name: 'two ports', memoryMiB: 256, cpus: 1, kernelBoot, disk: { kind: 'none' } },
  })
  const config = await bridge.config(id)
  const serials = [{ id: 'serial0' }, { id: 'serial1' }]
  await bridge.call('guests.configure', { id, config: { ...config, serials } })
  await window.machine('two ports').click()
  await window.tab('Serial')
  await expect(serial.hint('The machine is off. What it prints appears here')).toBeVisible()
  await window.button('Start').first().click()
  await serial.shows(readyLine)

  await test.step('both ports: what is printed on one is not on the other', async () => {
    // Open from before the first word until after the answer: a port that nobody has open forgets.
    const talk = '(echo to-the-$((1+1))nd >&3; head -n 1 <&3 | sed s/^/heard-/)'
    await serial.type(`${talk} 3<>/dev/ttyS1`)
    await serial.port('serial1')
    await serial.shows('to-the-2nd')
    await serial.type('over-there')
    await serial.port('serial0')
    await serial.shows('heard-over-there')
    expect(await serial.text()).not.toMatch(/^to-the-2nd/m)
  })

  await test.step('size: offered, typed on request, and not offered again', async () => {
    const offer = app.window.getByRole('button', { name: /^Set size to/ })
    const [, columns = '', rows = ''] =
      /(\d+) × (\d+)/.exec((await offer.textContent()) ?? '') ?? []
    await offer.click()
    await expect(offer).toBeHidden()
    await serial.type('stty size | tr " " x')
    await serial.shows(new RegExp(`^${rows}x${columns}$`, 'm'))
  })

  await test.step('search: found upwards, counted, by case and by expression', async () => {
    await serial.type('for n in 1 2 3; do echo needle-$n Needle; done')
    await serial.shows('needle-3')
    await app.window.keyboard.press('Control+Shift+F')
    await serial.search.fill('needle-[0-9] N')
    await expect(app.window.getByText('No match')).toBeVisible()
    await window.button('Regular expression').click()
    await expect(app.window.getByText('1 of 3')).toBeVisible()
    await serial.search.press('Enter')
    await expect(app.window.getByText('2 of 3')).toBeVisible()
    await serial.search.press('Shift+Enter')
    await expect(app.window.getByText('1 of 3')).toBeVisible()
    await serial.search.fill('needle-[')
    await expect(app.window.getByText('Not a valid expression')).toBeVisible()
    await serial.search.fill('NEEDLE-3')
    await expect(app.window.getByText('1 of 1')).toBeVisible()
    await window.button('Match case').click()
    await expect(app.window.getByText('No match')).toBeVisible()
    await testInfo.attach('search', {
      body: await app.window.screenshot(),
      contentType: 'image/png',
    })
    const axe = await new AxeBuilder({ page: app.window }).setLegacyMode(true).analyze()
    expect(axe.violations).toEqual([])
    await serial.search.press('Escape')
    await expect(serial.search).toBeHidden()
  })

  await test.step('a link that hides its address shows it, and opens that one alone', async () => {
    await app.electron.evaluate((main) => {
      const opened: string[] = []
      Reflect.set(globalThis, 'opened', opened)
      Reflect.set(main.shell, 'openExternal', async (address: string) => void opened.push(address))
    })
    const link = (address: string, text: string) =>
      `printf '\\033]8;;${address}\\033\\\\%s\\033]8;;\\033\\\\\\n' ${text}`
    await serial.type(link('https://example.org/a', 'h"e"re'))
    await serial.shows(/^here$/m)
    const shown = app.window.locator('.xterm-rows').getByText('here', { exact: true })
    await shown.hover({ force: true })
    await expect(app.window.getByTitle('https://example.org/a')).toBeVisible()
    await shown.click({ force: true })
    await expect
      .poll(() => app.electron.evaluate(() => Reflect.get(globalThis, 'opened') as string[]))
      .toEqual(['https://example.org/a'])
  })

  await test.step('copy: what is marked, and nothing of the guest by itself', async () => {
    await desktop.write('mine')
    await serial.type("printf '\\033]52;c;%s\\007' $(echo stolen | base64); echo marked-$((3*3))")
    await serial.shows('marked-9')
    expect(await desktop.read()).toBe('mine')
    await serial.terminal.getByText('marked-9').first().dblclick({ force: true })
    await app.window.keyboard.press('Control+Shift+C')
    await expect.poll(() => desktop.read()).toContain('marked-9')
  })

  await test.step('paste: one line at once, several only when it is confirmed', async () => {
    await serial.terminal.click()
    await desktop.write('echo pasted-$((2*2))')
    await serial.terminal.click({ button: 'right' })
    await app.window.getByRole('menuitem', { name: 'Paste' }).click()
    await serial.shows('echo pasted-')
    await app.window.keyboard.press('Enter')
    await serial.shows('pasted-4')
    await desktop.write('echo first-$((1+0))\necho second-$((1+1))\n')
    await app.window.keyboard.press('Control+Shift+V')
    const asked = app.window.getByRole('alertdialog', { name: 'Paste 2 lines?' })
    await expect(asked).toContainText('echo second-')
    await asked.getByRole('button', { name: 'Cancel' }).click()
    await app.window.keyboard.press('Control+Shift+V')
    await asked.getByRole('button', { name: 'Paste' }).click()
    await serial.shows('second-2')
    expect((await serial.text()).match(/^first-1$/gm)).toHaveLength(1)
  })

  await test.step('file: all that the terminal holds, what is out of sight too', async () => {
    await serial.type('for n in $(seq 200); do echo row $n; done')
    await serial.shows('row 200')
    const path = join(home.dir, 'saved.txt')
    const text = await serial.saveText(app, path)
    expect(text).toContain('\nrow 1\nrow 2\n')
    expect(text).toContain(readyLine)
    expect(text).toMatch(/^row 200$/m)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  await test.step('bell, text size and colours', async () => {
    await serial.type("printf '\\a'")
    await expect(serial.hint('The machine rang the bell')).toBeAttached()
    const height = () =>
      serial.terminal
        .locator('.xterm-rows > div')
        .first()
        .evaluate((row) => row.clientHeight)
    const before = await height()
    await app.window.keyboard.press('Control+Equal')
    await app.window.keyboard.press('Control+Equal')
    await expect.poll(height).toBeGreaterThan(before)
    await app.window.keyboard.press('Control+0')
    await expect.poll(height).toBe(before)
  })

  await test.step('what is said while it is paused, and when it is off', async () => {
    await window.button('Pause').click()
    await expect(serial.hint('The machine is paused.')).toBeVisible()
    await window.button('Resume').first().click()
    await window.button('Shut down').click()
    await expect(serial.hint('The machine is off. This is what it printed last.')).toBeVisible()
    expect(await serial.text()).toContain('row 200')
  })
})
