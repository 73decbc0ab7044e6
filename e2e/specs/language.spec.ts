import { expect, test } from '../fixtures/app.ts'
import { Bridge } from '../fixtures/bridge.ts'

/** What a login in that language sets; the others would come before it. */
const login = (LANG: string) => ({
  env: { LANG, LC_ALL: undefined, LC_MESSAGES: undefined, LANGUAGE: undefined },
})

test('a German login has a German window, down to errors and dialogs', async ({ launch }) => {
  const { window, electron } = await launch(login('de_DE.UTF-8'))
  await expect(window.locator('html')).toHaveAttribute('lang', 'de')
  expect(await electron.evaluate(({ app }) => app.getLocale())).toBe('de')
  await window.getByRole('main').getByRole('button', { name: 'Neue Maschine' }).click()
  const dialog = window.getByRole('dialog', { name: 'Neue Maschine' })
  await expect(dialog).toBeVisible()
  await window.keyboard.press('Escape')
  await window.keyboard.press('F1')
  await expect(window.getByRole('dialog', { name: 'Tastenkürzel' })).toContainText('Strg')

  await test.step('the desktop’s own dialogs are German too', async () => {
    await electron.evaluate((main) => {
      Reflect.set(main.dialog, 'showOpenDialog', async (_window: unknown, asked: object) => {
        Reflect.set(globalThis, 'asked', asked)
        return { canceled: true, filePaths: [] }
      })
    })
    expect(await new Bridge(window).call('dialogs.pickFile', { kind: 'cdrom' })).toBeNull()
    expect(await electron.evaluate(() => Reflect.get(globalThis, 'asked') as object)).toMatchObject(
      {
        title: 'Ein CD-Abbild wählen',
        filters: [{ name: 'CD-Abbilder' }, { name: 'Alle Dateien' }],
      },
    )
  })
})

test('a window that stops working twice says so in German', async ({ launch }) => {
  const { electron } = await launch(login('de_DE.UTF-8'))
  const crash = (): Promise<unknown> =>
    electron.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      const loaded = new Promise<void>((resolve) =>
        window?.webContents.once('did-finish-load', () => resolve()),
      )
      window?.webContents.forcefullyCrashRenderer()
      return loaded
    })
  await crash()
  await crash()
  // The driver's page is gone with the first crash.
  const shown = (): Promise<unknown> =>
    electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.body.innerText'),
    )
  await expect.poll(shown).toContain('Das Fenster ist zweimal abgestürzt.')
  expect(await shown()).toContain('Das Fenster wieder öffnen')
})

test('any other language has an English window', async ({ launch }) => {
  const { window } = await launch(login('fr_FR.UTF-8'))
  await expect(window.locator('html')).toHaveAttribute('lang', 'en')
  await expect(window.getByRole('button', { name: 'New machine' }).first()).toBeVisible()
})
