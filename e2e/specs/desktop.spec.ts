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

  await expect.poll(view).toEqual({ accent: '#ff0000', trayHost: true })
  await expect.poll(isDark).toBe(true)
  portal.set('color-scheme', LIGHT)
  portal.set('accent-color', accent(0, 0, 1))
  tray.setHost(false)
  await expect.poll(view).toEqual({ accent: '#0000ff', trayHost: false })
  await expect.poll(isDark).toBe(false)

  // The session's bus is not what the app lives of.
  await bus.kill()
  await expect.poll(view).toEqual({ accent: '#0000ff', trayHost: null })
  expect(app.isRunning()).toBe(true)
  await app.quit()
})
