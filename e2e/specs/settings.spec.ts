import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { expect, test } from '../fixtures/app.ts'
import { Bridge } from '../fixtures/bridge.ts'
import { MainWindow } from '../pages/main-window.ts'
import { SettingsPage } from '../pages/settings-page.ts'

const login = { env: { LANG: 'en_GB.UTF-8', LC_ALL: undefined, LANGUAGE: undefined } }

test('settings hold at once, by the page and by hand, and after a restart', async ({
  home,
  launch,
}) => {
  const file = home.paths.settingsFile
  const kept = async (): Promise<unknown> => JSON.parse(await readFile(file, 'utf8'))
  let app = await launch(login)
  let settings = new SettingsPage(app.window)
  const bridge = new Bridge(app.window)
  await bridge.call('guests.create', {
    ...{ name: 'quiet', memoryMiB: 128, cpus: 1, disk: { kind: 'none' } },
  })
  await settings.open()

  await test.step('theme: the window, and what the desktop draws for it', async () => {
    await settings.isDark(false)
    await settings.choose('Theme', 'Dark')
    await settings.isDark(true)
    expect(await app.electron.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark')
  })

  await test.step('text size: of a console that is open', async () => {
    const window = new MainWindow(app.window)
    const textSize = () =>
      app.window
        .getByTestId('serial-terminal')
        .locator('.xterm-rows')
        .evaluate((rows) => getComputedStyle(rows).fontSize)
    await window.machine('quiet').click()
    await window.tab('Serial')
    await expect.poll(textSize).toBe('14px')
    await app.window.getByTestId('serial-terminal').click()
    for (let press = 0; press < 4; press += 1) await app.window.keyboard.press('Control++')
    await expect.poll(textSize).toBe('18px')
    await settings.open()
    const field = app.window.getByLabel('Text size of serial consoles')
    await expect(field).toHaveValue('18')
    await field.fill('20')
    await expect.poll(kept).toMatchObject({ consoles: { terminalFontSize: 20 } })
    await window.machine('quiet').click()
    await expect.poll(textSize).toBe('20px')
  })

  await test.step('language: the page, its other parts and the desktop’s dialogs', async () => {
    await settings.open()
    await settings.choose('Language', 'Deutsch')
    await settings.heading('Einstellungen').waitFor()
    await expect(app.window.locator('html')).toHaveAttribute('lang', 'de')
    await expect(
      app.window.getByRole('button', { name: 'Neue Maschine', exact: true }),
    ).toBeVisible()
    await expect(settings.choice('Sprache')).toBeFocused()
    await app.electron.evaluate((main) => {
      Reflect.set(main.dialog, 'showOpenDialog', async (_window: unknown, asked: object) => {
        Reflect.set(globalThis, 'asked', asked)
        return { canceled: true, filePaths: [] }
      })
    })
    await app.window.getByRole('button', { name: 'Festplatten neuer Maschinen' }).click()
    const asked = () => app.electron.evaluate(() => Reflect.get(globalThis, 'asked') as object)
    await expect.poll(asked).toMatchObject({ title: 'Einen Ordner wählen' })
    // They cancelled.
    expect(await kept()).not.toHaveProperty('storage')
  })

  await test.step('by hand, while it runs: what is wrong is named, the rest holds', async () => {
    const content = { mine: 1, appearance: { theme: 'light', language: 'en', accent: 'pink' } }
    await writeFile(file, JSON.stringify({ ...content, firstRun: { done: true } }))
    await settings.heading('Settings').waitFor()
    await settings.isDark(false)
    await expect(settings.problems).toContainText(
      '“appearance.accent” is "pink", which it cannot be. "desktop" holds instead.',
    )
    await expect(settings.problems).toContainText('“mine” is not a setting.')
    await settings.choose('Accent colour', 'Amber')
    await expect(settings.problems).not.toContainText('accent')
    expect(await kept()).toMatchObject({ mine: 1, appearance: { accent: 'amber' } })
    await writeFile(file, '{ "appearance": ')
    await expect(settings.problems).toContainText('It is not JSON.')
    await settings.choose('Language', 'Deutsch')
    await settings.heading('Einstellungen').waitFor()
    expect(await readFile(`${file}.bad`, 'utf8')).toBe('{ "appearance": ')
    await app.window.getByRole('combobox', { name: 'Farbschema' }).selectOption('Dunkel')
    await settings.isDark(true)
  })

  await test.step('after a restart they hold from the first paint on', async () => {
    await app.quit()
    await mkdir(dirname(home.paths.lastVersionFile), { recursive: true })
    await writeFile(home.paths.lastVersionFile, '{"version":"0.0.1"}')
    app = await launch(login)
    settings = new SettingsPage(app.window)
    expect(new URL(app.window.url()).searchParams.get('lang')).toBe('de')
    expect(await app.electron.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark')
    await settings.isDark(true)
    await expect(app.window.locator('html')).toHaveAttribute('lang', 'de')
  })

  await test.step('after an update it says once what is new', async () => {
    const news = app.window.getByRole('dialog', { name: /^Guesthouse wurde auf .* aktualisiert$/ })
    await expect(news.getByRole('listitem').first()).toBeVisible()
    await app.window.keyboard.press('Escape')
    await expect(news).toBeHidden()
    await app.quit()
    app = await launch(login)
    await app.window.getByRole('button', { name: 'Neue Maschine' }).first().waitFor()
    expect(JSON.parse(await readFile(home.paths.lastVersionFile, 'utf8'))).not.toEqual({
      version: '0.0.1',
    })
    await expect(app.window.getByRole('dialog')).toHaveCount(0)
  })
})

test('a setting that cannot be written says so at its control, and does not hold', async ({
  home,
  launch,
}) => {
  const { window } = await launch(login)
  const settings = new SettingsPage(window)
  await settings.open()
  const folder = dirname(home.paths.settingsFile)
  await rename(folder, `${folder}-elsewhere`)
  await writeFile(folder, 'in the way')
  await settings.choose('Theme', 'Dark')
  await expect(window.getByRole('alert')).toContainText(`The file ${folder} could not`)
  await expect(settings.choice('Theme')).toHaveValue('system')
  await settings.isDark(false)
})
