import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { AxeBuilder } from '@axe-core/playwright'
import { testGuest } from '../../scripts/test-guest/index.mjs'
import { type App, expect, test } from '../fixtures/app.ts'
import { Bridge } from '../fixtures/bridge.ts'
import { guestProcesses, type Home, onlyGuestId } from '../fixtures/home.ts'
import { comparePictures } from '../fixtures/picture.ts'
import { bootTinyLinux, untilReady } from '../fixtures/tiny-linux.ts'
import { GuestScreen } from '../pages/guest-screen.ts'
import { MainWindow } from '../pages/main-window.ts'

const full = testGuest('full')

test('keys, text, sizes and a lost connection, on a Linux with a screen of its own', async ({
  home,
  launch,
}) => {
  const app = await launch()
  const window = new MainWindow(app.window)
  const screen = new GuestScreen(app.window)
  await window.create(
    { name: 'drawn', memoryMiB: 256, cpus: 1, disk: 'none', kernel: full },
    'Create and start',
  )
  await untilReady(window)
  await window.tab('Screen')
  await screen.connected()

  await test.step('text is typed on the keyboard of the machine', async () => {
    await screen.chooseKeys('Type text…')
    const dialog = app.window.getByRole('dialog')
    await dialog
      .getByRole('textbox', { name: 'Text' })
      .fill('echo "Typed_$((6*7))|~" >/dev/ttyS0\n')
    await dialog.getByRole('button', { name: 'Type', exact: true }).click()
    await expect(screen.tools.getByText(/^Typing:/)).toBeVisible()
    await expect(screen.tools.getByText(/^Typing:/)).toBeHidden()
    await window.tab('Serial')
    await expect.poll(() => window.serialText()).toContain('Typed_42|~')
    await window.tab('Screen')
  })

  await test.step('a key that Linux itself answers', async () => {
    await screen.connected()
    await screen.chooseKeys('Linux SysRq', 'Alt+Print Screen+H Show help')
    await window.tab('Serial')
    await expect.poll(() => window.serialText()).toContain('sysrq: HELP')
    await window.tab('Screen')
  })

  await test.step('Ctrl+Alt gives the keyboard back, and nothing stays pressed', async () => {
    await screen.connected()
    await screen.frame.focus()
    await app.window.keyboard.press('Enter')
    await expect(screen.canvas).toBeFocused()
    await app.window.keyboard.down('Control')
    await app.window.keyboard.down('Alt')
    await app.window.keyboard.up('Alt')
    await app.window.keyboard.up('Control')
    await expect(screen.frame).toBeFocused()
  })

  await test.step('the machine takes the size of the window', async () => {
    await screen.chooseSize(/Resize machine/)
    const frame = await screen.frame.boundingBox()
    const wanted = Math.floor((frame?.width ?? 0) / 8) * 8
    await expect.poll(async () => (await screen.size())[0]).toBe(wanted)
    await screen.chooseSize(/^1:1/)
    await expect.poll(async () => (await screen.canvas.boundingBox())?.width).toBe(wanted)
  })

  await test.step('the broker is killed: the screen comes back by itself', async () => {
    await screen.chooseSize(/^Fit/)
    const before = await guestProcesses(home.paths)
    await screen.canvas.evaluate((canvas) => canvas.setAttribute('data-before', ''))
    await app.electron.evaluate(({ app: main }) => {
      const broker = main.getAppMetrics().find(({ name }) => name?.includes('console broker'))
      if (broker === undefined) throw new Error('no broker')
      process.kill(broker.pid, 'SIGKILL')
    })
    // A canvas of a new connection, and the old picture no longer over it.
    await expect(screen.frame.locator('canvas[data-before]')).toHaveCount(0)
    await screen.connected()
    await expect(screen.frame.locator('canvas[data-last-frame]')).toHaveCount(0)
    expect(await guestProcesses(home.paths)).toEqual(before)
  })

  await test.step('the response time is measured', async () => {
    await app.window.getByRole('button', { name: 'More screen tools' }).click()
    await app.window.getByRole('menuitemcheckbox', { name: 'Show response time' }).click()
    await expect(app.window.getByTestId('round-trip')).toHaveText(/Response \d+/)
  })

  await test.step('a paused machine shows its picture and the button that goes on', async () => {
    await window.button('Pause').click()
    await screen.frame.getByRole('button', { name: 'Resume' }).click()
    await expect(window.state('Running')).toBeVisible()
  })
})

test('to look on sends nothing, and the keyboard is left by keyboard', async ({ launch }) => {
  const app = await launch({ colorScheme: 'dark' })
  const window = await bootTinyLinux(app)
  await window.tab('Screen')
  const screen = new GuestScreen(app.window)
  await screen.connected()
  await app.window.getByRole('button', { name: 'More screen tools' }).click()
  await app.window.getByRole('menuitemcheckbox', { name: 'Only look on' }).click()
  await expect(screen.tools.getByRole('status')).toContainText('Nothing is sent')
  const before = await window.screenshotOfScreen()
  await screen.canvas.click()
  await app.window.keyboard.type('echo seen')
  await app.window.keyboard.press('Enter')
  await window.tab('Serial')
  await window.typeSerial('echo serial-$((1+1))')
  await expect.poll(() => window.serialText()).toContain('serial-2')
  await window.tab('Screen')
  await screen.connected()
  const after = await window.screenshotOfScreen()
  expect((await comparePictures(app.window, before, after)).changed).toBeLessThan(0.001)
  const axe = await new AxeBuilder({ page: app.window }).setLegacyMode(true).analyze()
  expect(axe.violations).toEqual([])
})

/** Stands in for QEMU's VNC server: what connects from now on meets `serve`. */
async function swapScreen(home: Home, app: App, serve: (socket: Socket) => void): Promise<Server> {
  const id = await onlyGuestId(home.paths)
  const { runtime } = await new Bridge(app.window).view(id)
  expect(runtime).not.toBeNull()
  const path = home.paths.guest(id).vncSocket
  await rm(path)
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    serve(socket)
  }).listen(path)
  await once(server, 'listening')
  return server
}

const greeting = (width: number, height: number): Buffer => {
  const init = Buffer.alloc(24)
  init.writeUInt16BE(width, 0)
  init.writeUInt16BE(height, 2)
  Buffer.from([32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 16, 8, 0]).copy(init, 4)
  return Buffer.concat([Buffer.from('RFB 003.008\n'), Buffer.from([1, 1, 0, 0, 0, 0]), init])
}

/** Rectangles of one pixel, a message of 65,535 after the other, as fast as they are taken. */
function endlessRectangles(socket: Socket): void {
  const rectangle = Buffer.alloc(16, 0x7f)
  Buffer.from([0, 1, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0]).copy(rectangle)
  const message = Buffer.concat([
    Buffer.from([0, 0, 255, 255]),
    Buffer.alloc(16 * 65_535, rectangle),
  ])
  const push = (): void => {
    while (!socket.destroyed && socket.write(message));
  }
  socket.on('drain', push)
  socket.write(greeting(640, 480))
  push()
}

test('a screen that turns hostile is closed with a reason, and the window stays usable', async ({
  home,
  launch,
}) => {
  const app = await launch()
  const window = await bootTinyLinux(app)
  let serve: (socket: Socket) => void = (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n')
  const server = await swapScreen(home, app, (socket) => serve(socket))
  const screen = new GuestScreen(app.window)
  try {
    await window.tab('Screen')
    await expect(screen.frame).toContainText('it does not speak RFB 3.8')

    serve = (socket) => void socket.write(greeting(65_535, 65_535))
    await window.button('Reconnect').click()
    await expect(screen.frame).toContainText('65535 × 65535 is too large')

    // zlib, which was not asked for and would be unpacked without end.
    const zlib = Buffer.from([0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 6, 255, 255, 255, 255])
    serve = (socket) => void socket.write(Buffer.concat([greeting(640, 480), zlib]))
    await window.button('Reconnect').click()
    await expect(screen.frame).toContainText('encoding 6, which was not asked for')

    serve = endlessRectangles
    await window.button('Reconnect').click()
    await screen.connected()
    // The page answers while they keep coming.
    const longest = await app.window.evaluate(async () => {
      let most = 0
      let last = performance.now()
      for (let frame = 0; frame < 60; frame++) {
        await new Promise(requestAnimationFrame)
        most = Math.max(most, performance.now() - last)
        last = performance.now()
      }
      return most
    })
    test.info().annotations.push({ type: 'longest frame, ms', description: String(longest) })
    await window.tab('Log')
    await expect(app.window.getByText(/qemu-system-x86_64/).first()).toBeVisible()
  } finally {
    server.close()
  }
})
