import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chromium } from '@playwright/test'
import { openEngine } from '../../electron/engine/index.ts'
import { silentLogger } from '../../electron/platform/logger.ts'
import { resolveRuntime } from '../../scripts/electron-runtime/index.mjs'
import { root } from '../../scripts/lib/paths.mjs'
import { type Home, makeHome } from '../fixtures/home.ts'
import { type BenchOptions, median, type Row } from './row.ts'

const GOAL_MS = 1_000
const GUESTS = 5

export interface Painted {
  /** From exec to the window's first contentful paint, in ms, as the browser tells it afterwards. */
  readonly firstMs: number
  /** From exec until the machines were seen in the window, in ms: at most, for it is asked over DevTools. */
  readonly machinesMs: number
}

export async function startAndPaint(home: Home): Promise<Painted> {
  const { executable } = await resolveRuntime()
  const begin = Date.now()
  const child = spawn(executable, [root, '--remote-debugging-port=0'], {
    env: { ...process.env, ...home.env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = once(child, 'exit')
  try {
    const url = await new Promise<string>((resolve, reject) => {
      let text = ''
      child.stderr.on('data', (chunk: Buffer) => {
        text += chunk.toString()
        const found = /DevTools listening on (ws:\S+)/.exec(text)?.[1]
        if (found !== undefined) resolve(found)
      })
      child.once('exit', () => reject(new Error(`the app ended: ${text}`)))
    })
    const browser = await chromium.connectOverCDP(url, { noDefaults: true })
    const [context] = browser.contexts()
    const page = context?.pages()[0] ?? (await context?.waitForEvent('page'))
    if (page === undefined) throw new Error('no window')
    await page
      .getByText(/^machine-\d+$/)
      .first()
      .waitFor()
    const machinesMs = Date.now() - begin
    // Text may be in the document before it is on the screen.
    const painted = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          new PerformanceObserver((entries) => {
            const [paint] = entries.getEntriesByName('first-contentful-paint')
            if (paint !== undefined) resolve(performance.timeOrigin + paint.startTime)
          }).observe({ type: 'paint', buffered: true })
        }),
    )
    await browser.close()
    return { firstMs: painted - begin, machinesMs }
  } finally {
    child.kill('SIGTERM')
    await ended
  }
}

export async function benchFirstPaint({ quick }: BenchOptions): Promise<Row[]> {
  const home = await makeHome()
  try {
    const engine = await openEngine({ env: { ...process.env, ...home.env }, logger: silentLogger })
    for (let number = 1; number <= GUESTS; number++) {
      const disk = { kind: 'none' } as const
      await engine.create({ name: `machine-${number}`, memoryMiB: 256, cpus: 1, disk })
    }
    await engine.close()
    await startAndPaint(home)
    const paints: number[] = []
    for (let round = 0; round < (quick ? 2 : 9); round++)
      paints.push((await startAndPaint(home)).firstMs)
    const value = median(paints)
    return [
      {
        ...{ name: `first paint, ${GUESTS} guests`, value, unit: 'ms', floor: null, ratio: null },
        ...{ goal: GOAL_MS, ok: value <= GOAL_MS },
      },
    ]
  } finally {
    await home.dispose()
  }
}
