import { expect, test } from '../fixtures/app.ts'

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
})

test('any other language has an English window', async ({ launch }) => {
  const { window } = await launch(login('fr_FR.UTF-8'))
  await expect(window.locator('html')).toHaveAttribute('lang', 'en')
  await expect(window.getByRole('button', { name: 'New machine' }).first()).toBeVisible()
})
