import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { appearanceOf, differences, isChanged, keptAppearance } from '../fixtures/appearance.ts'
import { type DevPage, makeDevPage, type OpenDevPage } from '../fixtures/dev-page.ts'

/** How the main pages look and whether a screen reader can make sense of them. */

interface Scene {
  readonly name: string
  readonly scenario: string
  /** From the overview to what is looked at. */
  readonly go?: (page: Page) => Promise<void>
}

const machine = (name: string) => async (page: Page) => {
  await page
    .getByRole('navigation', { name: 'Machines' })
    .getByText(name, { exact: true })
    .first()
    .click()
  await page.getByRole('article', { name }).waitFor()
}
const tab = (name: string, title: string) => async (page: Page) => {
  await machine(name)(page)
  await page.getByRole('tab', { name: title }).click()
}

const scenes: readonly Scene[] = [
  { name: 'empty', scenario: 'empty' },
  { name: 'no-qemu', scenario: 'no-qemu' },
  { name: 'one', scenario: 'one' },
  { name: 'overview', scenario: 'states' },
  { name: 'thousand', scenario: 'thousand' },
  { name: 'running', scenario: 'states', go: machine('debian-13') },
  { name: 'off', scenario: 'states', go: machine('old-xp') },
  { name: 'crashed', scenario: 'states', go: machine('windows-11') },
  { name: 'broken', scenario: 'states', go: machine('archive') },
  { name: 'limited', scenario: 'states', go: machine('web-shop') },
  { name: 'serial', scenario: 'states', go: tab('debian-13', 'Serial') },
  { name: 'hardware', scenario: 'states', go: tab('debian-13', 'Hardware') },
  { name: 'snapshots', scenario: 'states', go: tab('debian-13', 'Snapshots') },
  { name: 'sharing', scenario: 'states', go: tab('debian-13', 'Sharing and network') },
  { name: 'log', scenario: 'states', go: tab('debian-13', 'Log') },
]

const schemes = ['light', 'dark'] as const
const sizes = [
  [1200, 760],
  [900, 600],
] as const

let devPage: DevPage
test.beforeAll(async () => {
  devPage = await makeDevPage()
})
test.afterAll(() => devPage.dispose())

/** Nothing is on its way any more. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready)
  await page.mouse.move(0, 0)
  let before: Buffer | null = null
  await expect
    .poll(async () => {
      const now = await page.screenshot({ animations: 'disabled', caret: 'hide' })
      const still = before?.equals(now) === true
      before = now
      return still
    })
    .toBe(true)
}

const look = async ({ page }: OpenDevPage): Promise<string> =>
  appearanceOf(page, await page.screenshot({ animations: 'disabled', caret: 'hide' }))

for (const scheme of schemes) {
  test(`the pages look as they did, and axe finds nothing (${scheme})`, async () => {
    const open = await devPage.open(scheme)
    for (const { name, scenario, go } of scenes) {
      for (const size of sizes) {
        await test.step(`${name} ${size[0]}`, async () => {
          await open.visit(scenario, size)
          if (size[0] >= 900) await go?.(open.page)
          await settle(open.page)
          const now = await look(open)
          const kept = await keptAppearance(`${name}-${scheme}-${size[0]}`, now)
          const found = differences(kept, now)
          expect.soft(isChanged(found) ? found : [], `${name} ${scheme} ${size[0]}`).toEqual([])
          const axe = await new AxeBuilder({ page: open.page }).setLegacyMode(true).analyze()
          expect.soft(axe.violations, `${name} ${scheme} ${size[0]}`).toEqual([])
        })
      }
    }
    await open.close()
  })
}

test('a button that is gone is seen', async () => {
  const open = await devPage.open('light')
  await open.visit('states', sizes[0])
  await settle(open.page)
  const before = await look(open)
  expect(differences(before, await look(open))).toEqual([])
  await open.page.addStyleTag({ content: 'footer button { visibility: hidden }' })
  expect(isChanged(differences(before, await look(open)))).toBe(true)
  await open.close()
})
