import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { type DevPage, makeDevPage } from '../fixtures/dev-page.ts'

/** What appearance.spec.ts does not get to: dialogs, the palette, and pages that it has no scene of. */
const size = [1200, 760] as const

let devPage: DevPage
test.beforeAll(async () => {
  devPage = await makeDevPage()
})
test.afterAll(() => devPage.dispose())

/** Chooses a command of the palette by what is typed. */
const command =
  (words: string, opened: 'dialog' | 'alertdialog' | 'heading', name?: string) =>
  async (page: Page): Promise<void> => {
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Commands' }).fill(words)
    await page.getByRole('option', { selected: true }).waitFor()
    await page.keyboard.press('Enter')
    await page
      .getByRole(opened, name === undefined ? {} : { name })
      .first()
      .waitFor()
  }
const key = (keys: string, name: string) => async (page: Page) => {
  await page.keyboard.press(keys)
  await page.getByRole('dialog', { name }).waitFor()
}

const scenes: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
  ['the palette', key('Control+k', 'Commands')],
  ['the sheet of shortcuts', key('F1', 'Keyboard shortcuts')],
  ['new machine', key('Control+n', 'New machine')],
  ['activity', command('activity', 'heading', 'Activity')],
  ['storage', command('storage', 'heading')],
  ['power off', command('power off debian', 'alertdialog')],
  ['reset', command('reset debian', 'alertdialog')],
  ['discard', command('discard sparrow', 'alertdialog')],
  ['delete', command('delete old', 'alertdialog')],
  ['rename', command('rename old', 'dialog')],
  ['clone', command('clone old', 'dialog')],
  ['group, tags and notes', command('notes old', 'dialog')],
]

for (const scheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in dialogs and places (${scheme})`, async () => {
    const open = await devPage.open(scheme)
    for (const [name, go] of scenes) {
      await test.step(name, async () => {
        await open.visit('states', size)
        await go(open.page)
        const { violations } = await new AxeBuilder({ page: open.page })
          .setLegacyMode(true)
          .analyze()
        expect.soft(violations, `${name} ${scheme}`).toEqual([])
      })
    }
    await open.close()
  })
}

test('with reduced motion nothing moves', async () => {
  const open = await devPage.open('light')
  await open.visit('states', size)
  await open.page.keyboard.press('Control+k')
  await open.page.getByRole('dialog').waitFor()
  const moving = await open.page.evaluate(() =>
    document
      .getAnimations()
      .filter(({ effect }) => {
        const timing = effect?.getComputedTiming()
        return timing?.iterations === Number.POSITIVE_INFINITY || Number(timing?.duration) > 1
      })
      .map((animation) => (animation instanceof CSSAnimation ? animation.animationName : 'other')),
  )
  expect(moving).toEqual([])
  await open.close()
})
