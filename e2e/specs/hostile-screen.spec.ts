import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { type App, expect, test } from '../fixtures/app.ts'
import { Bridge } from '../fixtures/bridge.ts'
import { type Home, onlyGuestId } from '../fixtures/home.ts'
import { showMachine } from '../pages/guest-screen.ts'
import { MainWindow } from '../pages/main-window.ts'

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
  const window = new MainWindow(app.window)
  let serve: (socket: Socket) => void = (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n')
  const { screen } = await showMachine(app)
  await window.tab('Log')
  const server = await swapScreen(home, app, (socket) => serve(socket))
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
    // What is typed elsewhere in the window, and what it asks main, goes through while they come.
    const search = app.window.getByRole('searchbox', { name: 'Search machines' })
    await search.click()
    await app.window.keyboard.type('no such machine')
    await expect(search).toHaveValue('no such machine')
    await expect(window.machine('drawn')).toBeHidden()
    await search.fill('')
    await window.machine('drawn').click()
    await screen.connected()
    await window.tab('Log')
    await expect(app.window.getByText(/qemu-system-x86_64/).first()).toBeVisible()
  } finally {
    server.close()
  }
})
