import { Variant } from 'dbus-next'
import { openPortal } from '../../electron/main/desktop/testing/portal.ts'
import { openWatcher } from '../../electron/main/desktop/testing/watcher.ts'
import { Bridge } from '../fixtures/bridge.ts'
import { expect, test } from '../fixtures/session-bus.ts'

const accent = (red: number, green: number, blue: number) =>
  new Variant('(ddd)', [red, green, blue])
const DARK = new Variant('u', 1)
const LIGHT = new Variant('u', 2)

test('the window looks as the desktop wants it, and follows when that changes', async ({
  bus,
  launch,
}) => {
  const portal = await openPortal(bus.env, {
    'color-scheme': DARK,
    'accent-color': accent(1, 0, 0),
  })
  const tray = await openWatcher(bus.env, true)
  const app = await launch({ env: bus.env })
  const bridge = new Bridge(app.window)
  const view = () => bridge.subscribe('desktop')
  const isDark = () => app.window.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  /** The accent as the page computes it, and which part of the colour is the greatest. */
  const shown = async () => {
    const painted = await app.window.evaluate(() =>
      getComputedStyle(document.documentElement).getPropertyValue('--accent').trim(),
    )
    const parts = /^#(..)(..)(..)$/
      .exec(painted)
      ?.slice(1)
      .map((part) => Number.parseInt(part, 16))
    const [red = 0, , blue = 0] = parts ?? []
    return { painted, most: red > blue ? 'red' : 'blue' }
  }

  await expect.poll(view).toEqual({ accent: '#ff0000', trayHost: true })
  await expect.poll(isDark).toBe(true)
  // Pure colours are shifted until they can be read.
  await expect.poll(shown).toMatchObject({ most: 'red' })
  portal.set('color-scheme', LIGHT)
  portal.set('accent-color', accent(0, 0, 1))
  tray.setHost(false)
  await expect.poll(view).toEqual({ accent: '#0000ff', trayHost: false })
  await expect.poll(isDark).toBe(false)
  await expect.poll(shown).toMatchObject({ most: 'blue' })

  // The session's bus is not what the app lives of.
  await bus.kill()
  await expect.poll(view).toEqual({ accent: '#0000ff', trayHost: null })
  expect(app.isRunning()).toBe(true)
  await app.quit()
})
