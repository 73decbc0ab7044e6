import { setTimeout as delay } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { openEngine } from '../../electron/engine/index.ts'
import { silentLogger } from '../../electron/platform/logger.ts'
import { type App, launchApp } from '../fixtures/app.ts'
import { type Home, makeHome } from '../fixtures/home.ts'
import { type Painted, startAndPaint } from './first-paint.ts'
import { processorMs, processTree } from './process-tree.ts'
import { type BenchOptions, median, type Row } from './row.ts'

const GUESTS = 1_000
const PAINT_GOAL_MS = 1_000
const KEYSTROKE_GOAL_MS = 50
const IDLE_GOAL_PERCENT = 0.3
/** Of the frame rate that the window has while nothing moves. */
const SCROLL_GOAL = 0.9
/**
 * ms; what a start, a search and hiding a window leave to be done (collecting garbage, most of all) is
 * over by then.
 */
const SETTLE_MS = 45_000

/** A home with machines that the engine made, a quarter of them in groups and with tags. */
async function fill(home: Home): Promise<void> {
  const engine = await openEngine({ env: { ...process.env, ...home.env }, logger: silentLogger })
  for (let number = 1; number <= GUESTS; number++) {
    const disk = { kind: 'none' } as const
    const { id } = await engine.create({
      ...{ name: `machine-${number}`, memoryMiB: 256, cpus: 1, disk },
    })
    if (number % 4 === 0) {
      await engine.describe(id, {
        group: `group ${number % 20}`,
        tags: ['bench', `t${number % 7}`],
      })
    }
  }
  await engine.close()
}

/** ms from each key to the frame in which what it found is on the screen. */
async function keystrokes(page: Page): Promise<number[]> {
  await page.evaluate(() => {
    const taken: number[] = []
    Object.assign(window, { taken })
    const channel = new MessageChannel()
    let pressedAt = 0
    // A message that is sent while a frame is made arrives when it is done.
    channel.port1.onmessage = () => taken.push(performance.now() - pressedAt)
    window.addEventListener('keydown', (event) => (pressedAt = event.timeStamp), true)
    window.addEventListener('input', () =>
      requestAnimationFrame(() => channel.port2.postMessage(null)),
    )
  })
  const field = page.getByRole('searchbox')
  await field.focus()
  for (const text of ['machine-7', 'group 4', 't3 bench', '99']) {
    for (const key of text) {
      const before = await taken(page)
      await page.keyboard.press(key === ' ' ? 'Space' : key)
      await page.waitForFunction(
        (count) => (window as unknown as { taken: number[] }).taken.length > count,
        before.length,
      )
    }
    await field.fill('')
  }
  // Playwright keeps the page focused and visible whatever becomes of its window: no caret may blink.
  await field.blur()
  return taken(page)
}

const taken = (page: Page): Promise<number[]> =>
  page.evaluate(() => (window as unknown as { taken: number[] }).taken)

/** Frames a second while the overview is scrolled by `step` px in each. */
const frameRate = (page: Page, step: number): Promise<number> =>
  page.getByRole('grid').evaluate(
    (grid, pixels) =>
      new Promise<number>((resolve) => {
        const spanMs = 3_000
        let frames = 0
        let begin = 0
        const frame = (now: number): void => {
          if (begin === 0) begin = now
          if (now - begin >= spanMs) {
            resolve((frames * 1_000) / (now - begin))
            return
          }
          frames += 1
          grid.scrollTop += pixels
          requestAnimationFrame(frame)
        }
        requestAnimationFrame(frame)
      }),
    step,
  )

/** Share of one processor that the hidden app takes, in percent. */
async function idlePercent(app: App, spanMs: number): Promise<number> {
  await app.electron.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.hide()
  })
  await delay(SETTLE_MS)
  const before = await processorMs(await processTree(app.pid))
  await delay(spanMs)
  return (((await processorMs(await processTree(app.pid))) - before) / spanMs) * 100
}

const alone = { floor: null, ratio: null } as const

/** The list with 1,000 machines: when it is there, how quickly it searches and scrolls, what it costs. */
export async function benchList({ quick }: BenchOptions): Promise<Row[]> {
  const home = await makeHome()
  try {
    await fill(home)
    await startAndPaint(home)
    const paints: Painted[] = []
    for (let round = 0; round < (quick ? 2 : 7); round++) paints.push(await startAndPaint(home))
    const first = median(paints.map(({ firstMs }) => firstMs))
    const machines = median(paints.map(({ machinesMs }) => machinesMs))

    const app = await launchApp(home)
    await app.window
      .getByText(/^machine-\d+$/)
      .first()
      .waitFor()
    await delay(quick ? 2_000 : 5_000)
    const keystroke = median(await keystrokes(app.window))
    const still = await frameRate(app.window, 0)
    const scrolled = await frameRate(app.window, 60)
    const idle = await idlePercent(app, quick ? 10_000 : 30_000)
    await app.quit()
    const of = '1,000 guests'
    return [
      {
        ...{ name: `first paint, ${of}`, value: first, unit: 'ms', ...alone },
        ...{ goal: PAINT_GOAL_MS, ok: first <= PAINT_GOAL_MS },
      },
      {
        ...{ name: `machines seen at the latest, ${of}`, value: machines, unit: 'ms', ...alone },
        ...{ goal: PAINT_GOAL_MS, ok: machines <= PAINT_GOAL_MS },
      },
      {
        ...{ name: `search keystroke, ${of}`, value: keystroke, unit: 'ms', ...alone },
        ...{ goal: KEYSTROKE_GOAL_MS, ok: keystroke <= KEYSTROKE_GOAL_MS },
      },
      {
        ...{ name: `scrolling, ${of}`, value: scrolled, unit: 'frames/s', floor: still },
        ...{ ratio: scrolled / still, goal: SCROLL_GOAL, ok: scrolled / still >= SCROLL_GOAL },
      },
      {
        ...{ name: `CPU while hidden, ${of}`, value: idle, unit: '%', ...alone },
        ...{ goal: IDLE_GOAL_PERCENT, ok: idle <= IDLE_GOAL_PERCENT },
      },
    ]
  } finally {
    await home.dispose()
  }
}
