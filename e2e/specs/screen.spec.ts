import { once } from 'node:events'
import { readFile, rename } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { testGuest } from '../../scripts/test-guest/index.mjs'
import { type App, expect, test } from '../fixtures/app.ts'
import { Bridge } from '../fixtures/bridge.ts'
import { agentMessage, ClipboardAgent } from '../fixtures/clipboard-agent.ts'
import { GuestShell } from '../fixtures/guest-shell.ts'
import { guestProcesses } from '../fixtures/home.ts'
import { describePicture } from '../fixtures/picture.ts'
import { GuestScreen, showMachine } from '../pages/guest-screen.ts'
import { nativeWindow, openGuestWindow } from '../pages/guest-window.ts'
import { MainWindow } from '../pages/main-window.ts'
import { desktopClipboard } from '../pages/serial-page.ts'

/** The movements that an evdev file has recorded, summed (linux/input.h, struct input_event). */
function moved(hex: string): { x: number; y: number } {
  const [EVENT, TYPE_AT, RELATIVE, X] = [24, 16, 2, 0]
  const bytes = Buffer.from(hex.trim(), 'hex')
  const sum = { x: 0, y: 0 }
  for (let at = 0; at + EVENT <= bytes.length; at += EVENT) {
    if (bytes.readUInt16LE(at + TYPE_AT) !== RELATIVE) continue
    const axis = bytes.readUInt16LE(at + TYPE_AT + 2) === X ? 'x' : 'y'
    sum[axis] += bytes.readInt32LE(at + TYPE_AT + 4)
  }
  return sum
}

test('keys, mouse, clipboard, sizes and a lost connection, on a Linux with a screen of its own', async ({
  home,
  launch,
}) => {
  const app = await launch()
  const window = new MainWindow(app.window)
  const bridge = new Bridge(app.window)
  const desktop = desktopClipboard(app)
  const { readyLine, ...kernel } = testGuest('full')
  // Without USB the tablet is not there, and the mouse is a relative one.
  const commandLine = `${kernel.commandLine} usbcore.nousb=1`
  const { id, screen } = await showMachine(app, { kernelBoot: { ...kernel, commandLine } })
  const shell = await GuestShell.open(home.paths, id, readyLine)
  // A PS/2 keyboard holds the codes of five keys that a guest on a busy computer has not fetched.
  const strike = (line: string) => app.window.keyboard.type(`${line}\n`, { delay: 80 })
  const release = () => app.window.keyboard.press('Control+Alt')

  await test.step('text is typed on the keyboard of the machine', async () => {
    await screen.type('echo "Typed_$((6*7))|~" >/tmp/typed\n')
    await expect(screen.progress).toBeVisible()
    await expect(screen.progress).toBeHidden()
    await expect.poll(() => shell.run('cat /tmp/typed')).toContain('Typed_42|~')
  })

  await test.step('typing that is cut short by leaving the screen says how far it came', async () => {
    await screen.type('#'.repeat(3000))
    await expect(screen.progress).toBeVisible()
    await window.tab('Log')
    const notice = app.window.getByRole('alert').filter({ hasText: /of 3000 characters/ })
    await expect(notice).toBeVisible()
    await notice.getByRole('button', { name: 'Dismiss' }).click()
    await window.tab('Screen')
    await screen.connected()
    // What there is of it is a comment to the shell.
    await screen.canvas.click()
    await app.window.keyboard.press('Enter')
    await release()
    await screen.chooseKeys('Linux SysRq', 'Alt+Print Screen+H Show help')
    await expect.poll(() => shell.run('dmesg | tail -3')).toContain('sysrq: HELP')
  })

  await test.step('the mouse moves as far as the hand, and Ctrl+Alt gives it back', async () => {
    const list = await shell.run('grep -A4 -i mouse /proc/bus/input/devices')
    const device = /event\d+/.exec(list)?.[0] ?? ''
    await shell.run(`cat /dev/input/${device} >/tmp/mouse & :`)
    const box = await screen.canvas.boundingBox()
    const [width] = await screen.size()
    const scale = (box?.width ?? 0) / width
    const at = { x: (box?.x ?? 0) + 200, y: (box?.y ?? 0) + 200 }
    await app.window.mouse.click(at.x, at.y)
    const holder = () => app.window.evaluate(() => document.pointerLockElement?.tagName)
    await expect.poll(holder).toBe('CANVAS')
    await expect(screen.tools.getByRole('status')).toContainText('Keys and mouse go to the machine')
    const before = moved(await shell.run(`hexdump -ve '1/1 "%02x"' /tmp/mouse; echo`))
    await app.window.mouse.move(at.x + 60, at.y - 30, { steps: 3 })
    const far = async () => {
      const { x, y } = moved(await shell.run(`hexdump -ve '1/1 "%02x"' /tmp/mouse; echo`))
      return [x - before.x, y - before.y]
    }
    const expected = [Math.trunc(60 / scale), Math.trunc(-30 / scale)]
    await expect.poll(far).toEqual(expected)
    await release()
    await expect.poll(holder).toBeUndefined()
    await expect(screen.frame).toBeFocused()
  })

  await test.step('the clipboard goes the ways that are allowed, from the moment they are', async () => {
    const agent = new ClipboardAgent(shell)
    const enter = async () => {
      await screen.frame.focus()
      await app.window.keyboard.press('Enter')
      await expect(screen.canvas).toBeFocused()
    }
    const allow = async (option: string, shown: string) => {
      await release()
      await screen.chooseClipboard(option, shown)
    }
    expect(await agent.channels()).not.toContain('spice')
    await allow('Both ways', 'both ways')
    await agent.open()

    await desktop.write('hin\nzur Maschine €')
    await enter()
    await expect.poll(() => agent.offers()).toBe(1)
    await agent.ask()
    await expect.poll(() => agent.got()).toBe('hin\nzur Maschine €')
    await agent.copy()
    await expect.poll(() => agent.count(agentMessage.request)).toBe(1)
    await agent.give('zurück\n€')
    await expect.poll(desktop.read).toBe('zurück\n€')

    await allow('To the machine', 'to machine')
    await agent.copy()
    await desktop.write('only there')
    await enter()
    // What it copied was not asked for, though what was copied after it has come.
    await expect.poll(() => agent.offers()).toBe(2)
    expect(await agent.count(agentMessage.request)).toBe(1)
    expect(await desktop.read()).toBe('only there')

    await allow('From the machine', 'from machine')
    await desktop.write('not for the machine')
    await enter()
    await agent.copy()
    await expect.poll(() => agent.count(agentMessage.request)).toBe(2)
    await agent.give('only here')
    await expect.poll(desktop.read).toBe('only here')
    expect(await agent.offers()).toBe(2)

    await allow('Off', 'off')
    await desktop.write('nobody’s')
    await enter()
    await agent.copy()
    // A key that arrives after it: by then everything else would have.
    await strike('touch /tmp/after-off')
    await expect.poll(() => shell.run('ls /tmp')).toContain('after-off')
    expect(await agent.count(agentMessage.request)).toBe(2)
    expect(await agent.offers()).toBe(2)
    expect(await desktop.read()).toBe('nobody’s')
    await release()
  })

  await test.step('to look on sends nothing', async () => {
    await screen.more('Only look on')
    await expect(screen.tools.getByRole('status')).toContainText('Nothing is sent')
    await screen.canvas.click()
    const before = await screen.canvas.screenshot()
    await strike('touch /tmp/seen')
    await screen.more('Only look on')
    await screen.canvas.click()
    await strike('touch /tmp/again')
    await expect.poll(() => shell.run('ls /tmp')).toContain('again')
    expect(await shell.run('ls /tmp')).not.toContain('seen')
    expect((await describePicture(app.window, before)).colours).toBeGreaterThan(1)
    await release()
  })

  await test.step('the machine takes the size of the window', async () => {
    await screen.chooseSize(/Resize machine/)
    const frame = await screen.frame.boundingBox()
    const wanted = Math.floor((frame?.width ?? 0) / 8) * 8
    await expect.poll(async () => (await screen.size())[0]).toBe(wanted)
    await screen.chooseSize(/^1:1/)
    await expect.poll(async () => (await screen.canvas.boundingBox())?.width).toBe(wanted)
    await screen.chooseSize(/^Fit/)
  })

  await test.step('the broker is killed: the screen comes back, and the keyboard with it', async () => {
    const before = await guestProcesses(home.paths)
    await screen.canvas.click()
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
    await expect(screen.canvas).toBeFocused()
    await strike('touch /tmp/goes-on')
    await expect.poll(() => shell.run('ls /tmp')).toContain('goes-on')
    await release()
  })

  await test.step('the response time is measured', async () => {
    await screen.more('Show response time')
    await expect(app.window.getByTestId('round-trip')).toHaveText(/Response \d+/)
  })

  await test.step('a paused machine shows its picture and the button that goes on', async () => {
    await window.button('Pause').click()
    await screen.frame.getByRole('button', { name: 'Resume' }).click()
    await expect(window.state('Running')).toBeVisible()
    expect((await bridge.view(id)).state).toBe('running')
  })
  shell.close()
})

test('full screen, pictures and a window of its own, on a machine that boots nothing', async ({
  home,
  launch,
}) => {
  const app = await launch({ colorScheme: 'dark' })
  const { id, screen } = await showMachine(app)
  const main = nativeWindow(app, app.window)

  await test.step('full screen is entered by its button and left by F11, with the keys on the machine', async () => {
    await screen.tools.getByRole('button', { name: 'Full screen' }).click()
    await expect.poll(() => main.isFullScreen()).toBe(true)
    await expect(screen.canvas).toBeFocused()
    await expect(screen.tools).toBeHidden()
    await app.window.keyboard.press('F11')
    await expect.poll(() => main.isFullScreen()).toBe(false)
    await expect(screen.tools).toBeVisible()
  })

  await test.step('its bar is at the upper edge, reached by keyboard, and leaves it too', async () => {
    await app.window.keyboard.press('F11')
    await expect.poll(() => main.isFullScreen()).toBe(true)
    const bar = app.window.getByRole('toolbar', { name: 'Full screen of drawn' })
    await app.window.keyboard.press('Control+Alt')
    await expect(screen.frame).toBeFocused()
    await expect(bar).toBeInViewport({ ratio: 1 })
    // Round and round: what lies behind is not reached.
    await app.window.keyboard.press('Tab')
    await expect(bar.getByRole('button', { name: 'Send keys' })).toBeFocused()
    await app.window.keyboard.press('Shift+Tab')
    await expect(screen.frame).toBeFocused()
    const axe = await new AxeBuilder({ page: app.window }).setLegacyMode(true).analyze()
    expect(axe.violations).toEqual([])
    await bar.getByRole('button', { name: 'Leave full screen' }).click()
    await expect.poll(() => main.isFullScreen()).toBe(false)
    await expect(screen.frame).toBeFocused()
  })

  await test.step('a picture is saved and copied', async () => {
    const path = join(home.dir, 'picture.png')
    await app.electron.evaluate(({ dialog }, filePath) => {
      Reflect.set(dialog, 'showSaveDialog', async () => ({ canceled: false, filePath }))
    }, path)
    await screen.more('Save a picture…')
    await expect(screen.tools.getByRole('status')).toContainText(`Saved as ${path}`)
    const { colours } = await describePicture(app.window, await readFile(path))
    expect(colours).toBeGreaterThan(1)
    await screen.more('Copy a picture')
    await expect(screen.tools.getByRole('status')).toContainText('in the clipboard')
    expect(await copiedPicture(app)).toEqual(await screen.size())
  })

  await test.step('QEMU drops the connection: it is made again', async () => {
    const path = home.paths.guest(id).vncSocket
    await app.window.getByRole('tab', { name: 'Log' }).click()
    const between = await standBetween(path)
    await app.window.getByRole('tab', { name: 'Screen' }).click()
    await screen.connected()
    await screen.canvas.evaluate((canvas) => canvas.setAttribute('data-before', ''))
    between.drop()
    await expect(screen.frame.locator('canvas[data-before]')).toHaveCount(0)
    await screen.connected()
    await between.goAway()
  })

  await test.step('a window of its own shows it too, and asks there before it powers off', async () => {
    const own = await openGuestWindow(app, app.window, id)
    const ownScreen = new GuestScreen(own)
    await ownScreen.connected()
    await ownScreen.more('Only look on')
    await expect(ownScreen.tools.getByRole('status')).toContainText('Nothing is sent')
    const ownWindow = new MainWindow(own)
    await ownWindow.stopAction('Power off')
    await expect(app.window.getByRole('alertdialog')).toBeHidden()
    await ownWindow.confirm('Power off')
    await expect(own.getByRole('button', { name: 'Start' })).toBeVisible()
    await expect(app.window.getByRole('button', { name: 'Start' }).first()).toBeVisible()
  })
})

/** Width and height of the picture in the desktop's clipboard. */
const copiedPicture = (app: App) =>
  app.electron.evaluate(async ({ clipboard }) => {
    const read = Reflect.get(clipboard, 'readImage') as () => Electron.NativeImage
    const { width, height } = read.call(clipboard).getSize()
    return [width, height]
  })

/** Stands between QEMU's VNC socket and what connects from now on; `drop` ends what is connected. */
async function standBetween(path: string): Promise<{ drop(): void; goAway(): Promise<void> }> {
  await rename(path, `${path}-own`)
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    const own = connect(`${path}-own`)
    for (const end of [socket, own]) {
      sockets.add(end)
      end.on('error', () => undefined)
    }
    socket.pipe(own)
    own.pipe(socket)
  }).listen(path)
  await once(server, 'listening')
  return {
    drop() {
      for (const socket of sockets) socket.destroy()
      sockets.clear()
    },
    async goAway() {
      server.close()
      await rename(`${path}-own`, path)
    },
  }
}
