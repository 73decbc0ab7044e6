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
  /** A size beside the usual two. */
  readonly also?: Size
}

/** By the search: one that is far down the list is not in the page. */
const machine = (name: string) => async (page: Page) => {
  const search = page.getByRole('searchbox', { name: 'Search machines' })
  await search.fill(name)
  const list = page.getByRole('navigation', { name: 'Machines' })
  await list.getByText(name, { exact: true }).first().click()
  await search.fill('')
  await page.getByRole('article', { name }).waitFor()
}
const tab = (name: string, title: string) => async (page: Page) => {
  await machine(name)(page)
  await page.getByRole('tab', { name: title }).click()
}

/** Their pictures are fetched when they come into sight, the large one last. */
const snapshots = async (page: Page) => {
  await tab('debian-13', 'Snapshots')(page)
  const pictures = page.getByRole('tabpanel').locator('img')
  await expect.poll(() => pictures.count()).toBeGreaterThanOrEqual(5)
}

const NORMAL = [1200, 760] as const
const SMALL = [900, 600] as const
const LARGE = [2560, 1440] as const
type Size = readonly [number, number]

/** Waited for, else a page that stands still without its dialog would be taken for it. */
const dialog = (keys: string) => async (page: Page) => {
  await page.keyboard.press(keys)
  await page.getByRole('dialog').waitFor()
}
const place = (name: RegExp) => (page: Page) => page.getByRole('button', { name }).first().click()

const hostCheck = async (page: Page) => {
  await page.getByRole('button', { name: 'Host check' }).first().click()
  await page.getByRole('heading', { level: 1, name: 'Host check' }).waitFor()
}
/** Through the first-run pages, each of which has the focus at its heading. */
const enters = (count: number) => async (page: Page) => {
  for (let step = 1; step <= count; step++) {
    await page.getByText(`Step ${step} of 3`).waitFor()
    await page.keyboard.press('Enter')
  }
  await page.getByText(count < 3 ? `Step ${count + 1} of 3` : /^Not all of/).waitFor()
}

const scenes: readonly Scene[] = [
  { name: 'empty', scenario: 'empty' },
  { name: 'no-qemu', scenario: 'no-qemu' },
  { name: 'one', scenario: 'one' },
  { name: 'arranged', scenario: 'arranged', also: LARGE },
  { name: 'overview', scenario: 'states' },
  { name: 'thousand', scenario: 'thousand', also: LARGE },
  { name: 'running', scenario: 'states', go: machine('debian-13'), also: LARGE },
  { name: 'off', scenario: 'states', go: machine('old-xp') },
  { name: 'saved', scenario: 'states', go: machine('sparrow') },
  { name: 'crashed', scenario: 'states', go: machine('windows-11') },
  { name: 'broken', scenario: 'states', go: machine('archive') },
  { name: 'limited', scenario: 'states', go: machine('web-shop') },
  { name: 'serial', scenario: 'states', go: tab('debian-13', 'Serial') },
  { name: 'hardware', scenario: 'hardware', go: tab('debian-13', 'Hardware') },
  { name: 'snapshots', scenario: 'states', go: snapshots },
  { name: 'sharing', scenario: 'states', go: tab('web-shop', 'Sharing and network') },
  { name: 'log', scenario: 'states', go: tab('debian-13', 'Log') },
  { name: 'storage', scenario: 'states', go: place(/^Storage/) },
  { name: 'activity', scenario: 'states', go: place(/^Activity/) },
  { name: 'host-check', scenario: 'no-qemu', go: hostCheck },
  { name: 'first-run-where', scenario: 'first-run', also: LARGE },
  { name: 'first-run-ready', scenario: 'first-run', go: enters(1) },
  { name: 'first-run-keep', scenario: 'first-run', go: enters(2) },
  { name: 'first-run-failed', scenario: 'first-run', go: enters(3) },
  { name: 'settings', scenario: 'states', go: place(/^Settings$/) },
  { name: 'settings-problems', scenario: 'settings-problems', go: place(/^Settings$/) },
  { name: 'new-machine', scenario: 'states', go: dialog('Control+n') },
  { name: 'palette', scenario: 'states', go: dialog('Control+k') },
  { name: 'shortcuts', scenario: 'states', go: dialog('F1') },
]

const schemes = ['light', 'dark'] as const

let devPage: DevPage
test.beforeAll(async () => {
  devPage = await makeDevPage()
})
test.afterAll(() => devPage.dispose())

/** Nothing is on its way any more: no question of the page's is open, and it stands still. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready)
  await page.mouse.move(0, 0)
  let before: Buffer | null = null
  let still = 0
  await expect
    .poll(
      async () => {
        // A busy computer would else show what was there before the last change.
        await page.evaluate(
          () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
        )
        const now = await page.screenshot({ animations: 'disabled', caret: 'hide' })
        const asks = await page.evaluate(() => (window.guesthouse as { open?: number }).open)
        still = before?.equals(now) === true && asks === 0 ? still + 1 : 0
        before = now
        return still
      },
      { intervals: [150] },
    )
    .toBeGreaterThanOrEqual(2)
}

const look = async ({ page }: OpenDevPage): Promise<string> =>
  appearanceOf(page, await page.screenshot({ animations: 'disabled', caret: 'hide' }))

type Scheme = (typeof schemes)[number]

/** The layout is one for both themes: in the dark one the usual size tells the colours. */
const sizesOf = (scheme: Scheme, also: Size | undefined): readonly Size[] =>
  scheme === 'dark' ? [NORMAL] : [NORMAL, SMALL, ...(also === undefined ? [] : [also])]

function axeFor(scheme: Scheme, page: Page): AxeBuilder {
  const axe = new AxeBuilder({ page }).setLegacyMode(true)
  return scheme === 'dark' ? axe.withRules(['color-contrast', 'link-in-text-block']) : axe
}

for (const scheme of schemes) {
  test(`the pages look as they did, and axe finds nothing (${scheme})`, async () => {
    test.setTimeout(300_000)
    const open = await devPage.open(scheme)
    for (const { name, scenario, go, also } of scenes) {
      for (const size of sizesOf(scheme, also)) {
        await test.step(`${name} ${size[0]}`, async () => {
          await open.visit(scenario, size)
          await go?.(open.page)
          await settle(open.page)
          const now = await look(open)
          const kept = await keptAppearance(`${name}-${scheme}-${size[0]}`, now)
          const found = differences(kept, now)
          expect.soft(isChanged(found) ? found : [], `${name} ${scheme} ${size[0]}`).toEqual([])
          if (size !== NORMAL) return
          const axe = await axeFor(scheme, open.page).analyze()
          expect.soft(axe.violations, `${name} ${scheme}`).toEqual([])
        })
      }
    }
    await open.close()
  })
}

test('a button that is gone is seen', async () => {
  const open = await devPage.open('light')
  await open.visit('states', NORMAL)
  await settle(open.page)
  const before = await look(open)
  expect(differences(before, await look(open))).toEqual([])
  await open.page.addStyleTag({ content: 'footer button { visibility: hidden }' })
  expect(isChanged(differences(before, await look(open)))).toBe(true)
  await open.close()
})
