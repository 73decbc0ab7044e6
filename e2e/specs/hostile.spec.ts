import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { type App, expect, test } from '../fixtures/app.ts'
import { onlyGuestId } from '../fixtures/home.ts'
import { bootTinyLinux, tinyLinux } from '../fixtures/tiny-linux.ts'
import { openGuestWindow } from '../pages/guest-window.ts'
import { MainWindow } from '../pages/main-window.ts'
import { SerialPage } from '../pages/serial-page.ts'

const MIB = 1024 * 1024

/** The console broker's process. */
const broker = (app: App) =>
  app.electron.evaluate(({ app: main }) => {
    const found = main.getAppMetrics().find(({ name }) => name === 'Guesthouse console broker')
    return found === undefined ? null : { pid: found.pid, memoryKiB: found.memory.workingSetSize }
  })

/** The states that a console's frame shows from now on. */
const statesOf = (frame: Locator) =>
  frame.evaluateHandle((element) => {
    const seen: (string | null)[] = []
    new MutationObserver(() => seen.push(element.getAttribute('data-state'))).observe(element, {
      attributeFilter: ['data-state'],
    })
    return seen
  })

test('the broker is killed: screen and serial console say so and come back by themselves', async ({
  home,
  launch,
}) => {
  const app = await launch()
  await bootTinyLinux(app)
  const serial = new SerialPage(app.window)
  await serial.type('echo before-$((1+1))')
  await serial.shows('before-2')
  const own = await openGuestWindow(app, app.window, await onlyGuestId(home.paths))
  const screen = own.getByTestId('vnc-screen')
  await expect(screen).toHaveAttribute('data-state', 'connected')

  const first = await broker(app)
  if (first === null) throw new Error('no broker')
  const [states, screenStates] = [await statesOf(serial.terminal), await statesOf(screen)]
  process.kill(first.pid, 'SIGKILL')
  await expect.poll(() => states.jsonValue()).toEqual(['closed', 'connected'])
  await expect(screen).toHaveAttribute('data-state', 'connected')
  expect((await screenStates.jsonValue())[0]).toBe('waiting')
  await serial.shows('before-2')
  await serial.type('echo after-$((1+2))')
  await serial.shows('after-3')
  const second = await broker(app)
  expect(second?.pid).not.toBe(first.pid)
})

test('a serial port floods: the window takes input, says what it passed over, and stays small', async ({
  home,
  launch,
}, testInfo) => {
  const app = await launch()
  const window = new MainWindow(app.window)
  const serial = new SerialPage(app.window)
  await window.create(tinyLinux('flood'), 'Create and start')
  await expect(window.state('Running')).toBeVisible()

  // In place of QEMU's socket, which nobody has connected to yet.
  const { runtimeDir } = home.paths.guest(await onlyGuestId(home.paths))
  const path = join(runtimeDir, 'serial0')
  await rm(path)
  let sent = 0
  let heard = ''
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      heard += bytes.toString()
    })
    const lines = Buffer.from(`${'flood '.repeat(13)}\r\n`.repeat(13_000)).subarray(0, MIB)
    // As fast as it is taken, which is well over 50 MB/s. Not on 'drain', which does not come where
    // a write is taken whole at once.
    const pour = (): void => {
      if (socket.destroyed) return
      sent += lines.length
      socket.write(lines, () => setImmediate(pour))
    }
    pour()
  }).listen(path)
  await once(server, 'listening')

  await window.tab('Serial')
  await serial.connected()
  await serial.shows('flood flood')
  const { memoryKiB: before = 0 } = (await broker(app)) ?? {}
  const [begunAt, sentBefore] = [performance.now(), sent]

  await test.step('the window is usable', async () => {
    const search = app.window.getByRole('searchbox', { name: 'Search machines' })
    await search.click()
    await app.window.keyboard.type('nothing-has-this-name')
    await expect(search).toHaveValue('nothing-has-this-name')
    await search.fill('')
    await expect(window.machine('flood')).toBeVisible()
  })

  await test.step('what is typed reaches the guest', async () => {
    await serial.type('stop-it')
    await expect.poll(() => heard).toContain('stop-it\r')
  })

  await test.step('the guest is read all the time, and nothing piles up', async () => {
    await expect.poll(() => sent, { timeout: 60_000 }).toBeGreaterThan(400 * MIB)
    const rate = (sent - sentBefore) / 1000 / (performance.now() - begunAt)
    await expect(serial.hint(/MiB passed over because they came too fast/)).toBeVisible()
    const { memoryKiB: after = 0 } = (await broker(app)) ?? {}
    testInfo.annotations.push({
      type: 'memory',
      description: `broker ${before} KiB, after ${Math.round(sent / MIB)} MiB at ${Math.round(rate)} MB/s ${after} KiB`,
    })
    // 400 MiB have passed it; it may hold a few.
    expect(after - before).toBeLessThan(100 * 1024)
  })

  for (const socket of sockets) socket.destroy()
  server.close()
  await expect(serial.hint('The connection to the serial console was lost.')).toBeVisible()
})
