import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test as base } from '../fixtures/app.ts'
import { Bridge } from '../fixtures/bridge.ts'
import { guestProcesses, type Home } from '../fixtures/home.ts'
import { startAndWait } from '../fixtures/second-start.ts'
import { smallGuest } from '../fixtures/small-guests.ts'
import { untilReady } from '../fixtures/tiny-linux.ts'
import { openTrayHost, type TrayHost } from '../fixtures/tray-host.ts'
import { nativeWindow, windowCount } from '../pages/guest-window.ts'
import { LeavingPage } from '../pages/leaving.ts'
import { MainWindow } from '../pages/main-window.ts'

const test = base.extend<{ readonly host: TrayHost }>({
  host: async ({}, use) => {
    const host = await openTrayHost()
    await use(host)
    host.close()
  },
})

const setDesktop = (home: Home, desktop: object) =>
  writeFile(home.paths.settingsFile, JSON.stringify({ firstRun: { done: true }, desktop }))

test('the tray starts a machine at one click, shows that it runs, and leads back to it', async ({
  home,
  host,
  launch,
}) => {
  await setDesktop(home, { closeToTray: false })
  const app = await launch()
  const window = new MainWindow(app.window)
  const bridge = new Bridge(app.window)
  const end = ['-', 'New machine…', 'Host check…', 'Open Guesthouse', '-']
  const dark = await host.item()
  expect(dark.tooltip).toBe('Guesthouse – no machine runs')
  expect(dark.picture).toMatch(/^48x48 [0-9a-f]+$/)
  await expect.poll(() => host.labels()).toEqual([...end.slice(1), 'Quit'])

  const id = await smallGuest(bridge, 'R&D_1')
  await expect
    .poll(() => host.labels())
    .toEqual(['Quick start: R&D_1', '-', '○  R&D_1 – off > Start · Open', ...end, 'Quit'])

  await test.step('Quick start boots it, and shows its screen', async () => {
    await host.choose('Quick start: R&D_1')
    await expect(window.state('Running')).toBeVisible()
    await untilReady(window)
    await expect.poll(async () => (await host.item()).tooltip).toBe('Guesthouse – 1 machine runs')
    expect((await host.item()).picture).not.toBe(dark.picture)
    expect((await host.labels()).slice(2)).toEqual([
      '●  R&D_1 – running > Save · Shut down · Open',
      ...end,
      ...['Save all and quit', 'Quit, leave machines running'],
    ])
  })

  await test.step('without a window the app stays for the machine that it is to save, which runs', async () => {
    await nativeWindow(app, app.window).close()
    await expect.poll(() => windowCount(app)).toBe(0)
    await host.choose('●  R&D_1 – running', 'Save')
    await expect.poll(() => host.labels()).toContain('◐  R&D_1 – saved > Resume · Open')
    await expect.poll(async () => (await host.item()).picture).toBe(dark.picture)
    expect(await guestProcesses(home.paths)).toEqual([])
  })

  await test.step('a click on the icon opens the window again', async () => {
    const opened = app.electron.waitForEvent('window')
    await host.activate()
    const again = new MainWindow(await opened)
    await expect(again.machine('R&D_1')).toBeVisible()
    await host.choose('◐  R&D_1 – saved', 'Resume')
    await expect.poll(() => host.labels()).toContain('●  R&D_1 – running > Save · Shut down · Open')
    await host.choose('Host check…')
    await expect(again.page.getByRole('heading', { name: 'Host check', level: 1 })).toBeVisible()
  })

  await test.step('names are private where they are to be, and the icon goes with its setting', async () => {
    const [page] = app.electron.windows()
    const now = new Bridge(page ?? app.window)
    await now.call('settings.change', { privacy: { namesInTray: false } })
    await expect
      .poll(async () => (await host.labels()).slice(0, 3))
      .toEqual(['Quick start', '-', '1 machine runs'])
    expect(JSON.stringify(await host.menu())).not.toContain('R&D')
    await now.call('settings.change', { desktop: { tray: false } })
    await expect.poll(() => host.count()).toBe(0)
    await now.call('settings.change', { desktop: { tray: true } })
    await expect.poll(() => host.count()).toBe(1)
    expect((await now.view(id)).state).toBe('running')
  })

  await test.step('everything is saved before the app ends', async () => {
    const ended = app.electron.waitForEvent('close')
    await host.choose('Save all and quit')
    await ended
    await expect.poll(() => host.count()).toBe(0)
    expect(await guestProcesses(home.paths)).toEqual([])
  })
})

test('a second start reaches the first, and says on the terminal what it cannot do', async ({
  home,
  launch,
}) => {
  const app = await launch()
  const window = new MainWindow(app.window)
  const bridge = new Bridge(app.window)
  const id = await smallGuest(bridge, 'web')
  await smallGuest(bridge, 'twin')
  await smallGuest(bridge, 'twin')
  const again = async (...args: string[]) => {
    expect(await startAndWait(home, args)).toMatchObject({ code: 0 })
  }

  await test.step('--open shows a machine, --quick-start starts it', async () => {
    await again('--open', 'web')
    await expect(app.window.getByRole('article', { name: 'web', exact: true })).toBeVisible()
    await expect(window.state('Off')).toBeVisible()
    await again('--quick-start', 'web')
    await expect(window.state('Running')).toBeVisible()
    await bridge.call('guests.powerOff', { id })
  })

  await test.step('a template is cloned, and the clone started', async () => {
    await bridge.call('guests.setTemplate', { id, template: true })
    await again('--quick-start', 'web')
    await expect(app.window.getByRole('article', { name: 'web 1' })).toBeVisible()
    await expect(window.state('Running')).toBeVisible()
    // It builds on the template.
    expect(await bridge.answer('guests.setTemplate', { id, template: false })).toMatchObject({
      error: { code: 'GUEST_BUILT_ON' },
    })
  })

  await test.step('a file becomes a new machine, its path taken from where it was typed', async () => {
    await writeFile(join(home.dir, 'notes.iso'), 'no CD')
    await again('--new', 'notes.iso')
    await expect(app.window.getByRole('alert').filter({ hasText: 'notes.iso' })).toBeVisible()
    await again('--new')
    await expect(app.window.getByRole('dialog', { name: 'New machine' })).toBeVisible()
    await app.window.keyboard.press('Escape')
  })

  await test.step('names that are nobody’s or of several are said', async () => {
    await again('--open', 'nobody')
    await expect(app.window.getByText('There is no machine called “nobody”.')).toBeVisible()
    await again('--quick-start=twin')
    await expect(app.window.getByText('2 machines are called “twin”.')).toBeVisible()
    expect(await windowCount(app)).toBe(1)
  })

  await test.step('the terminal is answered without a display', async () => {
    const env = { DISPLAY: undefined, WAYLAND_DISPLAY: undefined, LC_ALL: 'de_DE.UTF-8' }
    const bad = await startAndWait(home, ['--opne', 'web'], { env })
    expect(bad).toMatchObject({ code: 2, stdout: '' })
    expect(bad.stderr).toContain('guesthouse: Eine Option --opne gibt es nicht.')
    const version = await startAndWait(home, ['--version'], { env })
    expect(version).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Guesthouse \d/) })
    const help = await startAndWait(home, ['--help'])
    expect(help.code).toBe(0)
    expect(help.stdout).toContain('--quick-start [NAME]')
  })
})

test('where no tray shows it, closing the window ends the app, which says so once', async ({
  home,
  launch,
}) => {
  await setDesktop(home, { closeToTray: true })
  await rm(home.paths.marksFile)
  const app = await launch()
  const notice = (page: Page) => page.getByText('This desktop shows no tray icons.')
  await expect(notice(app.window)).toBeVisible()
  await app.window.getByRole('button', { name: 'Dismiss' }).click()
  const ended = app.electron.waitForEvent('close')
  await nativeWindow(app, app.window).close()
  await ended
  expect(JSON.parse(await readFile(home.paths.marksFile, 'utf8'))).toEqual(['no-tray-told'])

  const again = await launch()
  const bridge = new Bridge(again.window)
  await expect.poll(() => bridge.subscribe('desktop')).toMatchObject({ trayHost: false })
  // An icon that is not wanted is not waited for, and one that is wanted again is looked at at once.
  for (const tray of [false, true]) await bridge.call('settings.change', { desktop: { tray } })
  // What is said after it comes the same way.
  await startAndWait(home, ['--open', 'nobody'])
  await expect(again.window.getByText('There is no machine called “nobody”.')).toBeVisible()
  await expect(notice(again.window)).toHaveCount(0)
})

test('hidden, it is in the tray, and a window where there is none', async ({
  home,
  host,
  launch,
}) => {
  const hidden = launch({ args: ['--at-login', '--hidden'] })
  await expect.poll(() => host.labels()).toContain('Open Guesthouse')
  await startAndWait(home, ['--hidden'])
  // The window that a person asks for is the first.
  await host.choose('Open Guesthouse')
  const app = await hidden
  await expect(new MainWindow(app.window).button('New machine').first()).toBeVisible()
  expect(await windowCount(app)).toBe(1)
  await app.quit()
  host.close()

  const shown = await launch({ args: ['--hidden'] })
  await expect(new MainWindow(shown.window).button('New machine').first()).toBeVisible()
  await shown.quit()
})

test('at login, its window opens where saved machines are to be asked about', async ({
  host,
  launch,
}) => {
  const first = await launch()
  const bridge = new Bridge(first.window)
  const ids = [await smallGuest(bridge, 'asks'), await smallGuest(bridge, 'starts by itself')]
  const [, itself = ''] = ids
  const config = { ...(await bridge.config(itself)), autostart: true }
  await bridge.call('guests.configure', { id: itself, config })
  for (const id of ids) await bridge.call('guests.start', { id })
  const ended = first.electron.waitForEvent('close')
  await bridge.call('leaving.quit', undefined)
  await ended

  const app = await launch({ args: ['--at-login', '--hidden'] })
  expect((await host.item()).tooltip).toContain('Guesthouse')
  const { question } = new LeavingPage(app.window)
  await expect(question.getByRole('checkbox')).toHaveCount(1)
  await expect(question.getByRole('checkbox', { name: 'asks' })).toBeChecked()
  await question.getByRole('button', { name: 'Not now' }).click()
})
