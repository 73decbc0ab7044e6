import { join } from 'node:path'
import {
  type NotificationServer,
  openNotificationServer,
} from '../../electron/main/desktop/testing/notification-server.ts'
import type { App } from '../fixtures/app.ts'
import { Bridge } from '../fixtures/bridge.ts'
import { guestProcesses, type Home, onlyGuestId } from '../fixtures/home.ts'
import { expect, test as base } from '../fixtures/session-bus.ts'
import { tinyLinux } from '../fixtures/tiny-linux.ts'
import { MainWindow } from '../pages/main-window.ts'

const test = base.extend<{ readonly server: NotificationServer }>({
  server: async ({ bus }, use) => {
    const server = await openNotificationServer(bus.env)
    await use(server)
    server.close()
  },
})

const isInFront = (app: App): Promise<boolean> =>
  app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow() !== null)

const isVisible = (app: App): Promise<boolean> =>
  app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().some((window) => window.isVisible()),
  )

/** The person turns to something else. */
async function hide(app: App): Promise<void> {
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
  await expect.poll(() => isInFront(app)).toBe(false)
}

const comeBack = (app: App): Promise<void> =>
  app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.show())

async function killGuest(home: Home): Promise<void> {
  const [pid] = await guestProcesses(home.paths)
  if (pid === undefined) throw new Error('no QEMU')
  process.kill(pid, 'SIGKILL')
}

const shown = async (server: NotificationServer) => {
  await expect.poll(() => server.shown().length).toBe(1)
  const [only] = server.shown()
  if (only === undefined) throw new Error('nothing is shown')
  return only
}

test('of a crash while the window is hidden: it is started again, or looked at', async ({
  home,
  launch,
  bus: { env },
  server,
}) => {
  const app = await launch({ env })
  const window = new MainWindow(app.window)
  await window.create(tinyLinux(), 'Create and start')
  await expect(window.state('Running')).toBeVisible()
  await window.machines.getByText('All machines').click()
  await hide(app)

  await killGuest(home)
  const told = await shown(server)
  expect(told).toMatchObject({
    ...{ app: 'Guesthouse', title: 'tiny-linux', body: expect.stringMatching(/^Crashed\n/) },
    actions: { default: 'Open', start: 'Start again' },
  })
  server.click(told.id, 'start')
  await expect.poll(async () => (await guestProcesses(home.paths)).length).toBe(1)
  await expect.poll(() => server.shown()).toEqual([])
  expect(await isVisible(app)).toBe(false)
  await expect(app.window.getByText('Running', { exact: true }).first()).toBeAttached()

  await killGuest(home)
  server.click((await shown(server)).id)
  await expect(window.state('Crashed')).toBeVisible()
  expect(await isVisible(app)).toBe(true)

  // The window is in front now.
  await expect.poll(() => isInFront(app)).toBe(true)
  await window.button('Start').first().click()
  await expect(window.state('Running')).toBeVisible()
  await killGuest(home)
  await expect(window.state('Crashed')).toBeVisible()
  await app.quit()
  expect(server.notified).toHaveLength(2)
})

test('of a failure: it leads to its details, and goes when the person comes back', async ({
  home,
  launch,
  bus: { env },
  server,
}) => {
  const app = await launch({ env })
  const window = new MainWindow(app.window)
  await window.create({ ...tinyLinux('copied'), disk: 'new', diskGiB: 1 }, 'Create')
  const id = await onlyGuestId(home.paths)
  const bridge = new Bridge(app.window)
  // One that is quick and goes well is not told, and its file is known all the same.
  const path = join(home.dir, 'copy.qcow2')
  await bridge.call('storage.export', { id, disk: 'disk0', format: 'qcow2', path })
  expect((await bridge.subscribe('journal')).at(-1)).toMatchObject({
    what: { job: 'export', outcome: 'done', file: path },
  })
  await hide(app)
  const fail = (): Promise<unknown> =>
    bridge.answer('storage.export', {
      ...{ id, disk: 'disk0', format: 'qcow2' },
      path: '/proc/no-place.qcow2',
    })
  await fail()
  const told = await shown(server)
  expect(server.notified).toHaveLength(1)
  expect(told).toMatchObject({ title: 'copied', actions: { details: 'Details' } })
  server.click(told.id, 'details')
  await expect(app.window.getByRole('heading', { name: 'Activity', level: 1 })).toBeVisible()
  expect(await isVisible(app)).toBe(true)

  await hide(app)
  await fail()
  await shown(server)
  await comeBack(app)
  await expect.poll(() => server.shown()).toEqual([])

  // What is shown when the app ends would lead nowhere.
  await hide(app)
  await fail()
  await shown(server)
  await app.quit()
  await expect.poll(() => server.shown()).toEqual([])
})
