import { expect, test } from '../fixtures/app.ts'
import { Bridge } from '../fixtures/bridge.ts'
import { nativeWindow, openGuestWindow, windowCount } from '../pages/guest-window.ts'
import { MainWindow } from '../pages/main-window.ts'

const machine = { memoryMiB: 256, cpus: 1, disk: { kind: 'none' } } as const

test('a machine has a window of its own, told of changes as the main one is, and kept in its place', async ({
  launch,
}) => {
  const app = await launch()
  const bridge = new Bridge(app.window)
  const main = new MainWindow(app.window)
  const { id } = await bridge.call('guests.create', { ...machine, name: 'alone' })
  await expect(main.machine('alone')).toBeVisible()
  const own = await openGuestWindow(app, app.window, id)
  const place = { x: 70, y: 90, width: 700, height: 520 }

  await test.step('it is that machine’s, and no second one is opened', async () => {
    await expect(own.getByRole('main', { name: 'alone' })).toBeVisible()
    await expect.poll(() => own.title()).toContain('alone')
    await bridge.call('windows.openGuest', { id })
    expect(await windowCount(app)).toBe(2)
    const stranger = { id: '00000000-0000-4000-8000-000000000001' }
    expect(await bridge.answer('windows.openGuest', stranger)).toMatchObject({
      error: { code: 'GUEST_NOT_FOUND' },
    })
    expect(await windowCount(app)).toBe(2)
  })

  await test.step('both pages are told of a change that either asks for', async () => {
    await new Bridge(own).call('guests.rename', { id, name: 'renamed' })
    await expect(own.getByRole('main', { name: 'renamed' })).toBeVisible()
    await expect(main.machine('renamed')).toBeVisible()
    await expect.poll(() => own.title()).toContain('renamed')
  })

  await test.step('it is as confined as the main one', async () => {
    expect(await own.evaluate(() => typeof Reflect.get(globalThis, 'require'))).toBe('undefined')
    const address = own.url()
    await own.evaluate(() => {
      window.open('app://guesthouse/index.html')
      location.href = 'app://guesthouse/index.html'
    })
    // By the page itself: the driver would wait for the navigation that was refused.
    await expect
      .poll(() => own.evaluate(() => document.querySelector('h1')?.textContent))
      .toBe('renamed')
    expect(await own.evaluate(() => window.location.href)).toBe(address)
    expect(await windowCount(app)).toBe(2)
  })

  await test.step('the main one can be closed and opened again; the app ends with the last', async () => {
    await nativeWindow(app, own).place(place)
    await nativeWindow(app, app.window).close()
    await expect.poll(() => windowCount(app)).toBe(1)
    expect(app.isRunning()).toBe(true)
    const opened = app.electron.waitForEvent('window')
    await new Bridge(own).call('windows.openMain', {})
    const again = new MainWindow(await opened)
    await expect(again.machine('renamed')).toBeVisible()
    await nativeWindow(app, again.page).close()
    await expect.poll(() => windowCount(app)).toBe(1)
    const ended = app.electron.waitForEvent('close')
    await nativeWindow(app, own).close()
    await ended
    await expect.poll(() => app.isRunning()).toBe(false)
  })

  const second = await launch()
  await expect(new MainWindow(second.window).machine('renamed')).toBeVisible()
  const reopened = await openGuestWindow(second, second.window, id)

  await test.step('where it was, after a new start of the app', async () => {
    await expect(reopened.getByRole('main', { name: 'renamed' })).toBeVisible()
    expect(await nativeWindow(second, reopened).bounds()).toEqual(place)
  })

  await test.step('a page that crashes comes back in its own window', async () => {
    const window = await second.electron.browserWindow(reopened)
    const heading = await window.evaluate(async ({ webContents }) => {
      const loaded = new Promise<void>((resolve) => {
        webContents.once('did-finish-load', () => resolve())
      })
      webContents.forcefullyCrashRenderer()
      await loaded
      return webContents.executeJavaScript(`new Promise((resolve) => {
        const look = () => {
          const text = document.querySelector('h1')?.innerText
          if (text) resolve(text)
          else requestAnimationFrame(look)
        }
        look()
      })`) as Promise<string>
    })
    expect(heading).toBe('renamed')
    expect(await windowCount(second)).toBe(2)
  })

  await test.step('a machine that is deleted takes its window with it', async () => {
    await new Bridge(second.window).call('guests.delete', { id, deleteDisks: true })
    await expect.poll(() => windowCount(second)).toBe(1)
    await expect(new MainWindow(second.window).machine('renamed')).toBeHidden()
    await second.quit()
  })
})

test('the clipboard is the machine’s only as far as its owner allowed', async ({ launch }) => {
  const app = await launch()
  const bridge = new Bridge(app.window)
  const { id } = await bridge.call('guests.create', { ...machine, name: 'quiet' })
  await app.electron.evaluate(({ clipboard }) => clipboard.writeText('of the desktop'))
  const off = { ok: false, error: { code: 'CLIPBOARD_OFF' } }
  expect(await bridge.answer('clipboard.toGuest', { id })).toMatchObject(off)
  expect(await bridge.answer('clipboard.fromGuest', { id, text: 'of the guest' })).toMatchObject(
    off,
  )
  const config = await bridge.config(id)
  await bridge.call('guests.configure', { id, config: { ...config, clipboard: 'both' } })
  expect(await bridge.call('clipboard.toGuest', { id })).toEqual({ text: 'of the desktop' })
  await bridge.call('clipboard.fromGuest', { id, text: 'of the guest' })
  expect(await bridge.call('clipboard.read', undefined)).toEqual({ text: 'of the guest' })
})

test('a page may go full screen and hold the pointer, and gets no camera', async ({ launch }) => {
  const app = await launch()
  await expect(app.window.getByRole('button', { name: 'New machine' }).first()).toBeVisible()
  const bridge = new Bridge(app.window)
  await bridge.call('windows.setFullScreen', { on: true })
  await expect.poll(() => nativeWindow(app, app.window).isFullScreen()).toBe(true)
  await bridge.call('windows.setFullScreen', { on: false })
  await expect.poll(() => nativeWindow(app, app.window).isFullScreen()).toBe(false)

  await app.window.evaluate(() => {
    document.addEventListener('click', () => void document.body.requestPointerLock(), {
      once: true,
    })
  })
  await app.window.getByRole('main').click({ position: { x: 5, y: 5 } })
  await expect
    .poll(() => app.window.evaluate(() => document.pointerLockElement?.tagName))
    .toBe('BODY')
  const denied = await app.window.evaluate(async () => {
    try {
      await navigator.mediaDevices.getUserMedia({ video: true })
      return 'granted'
    } catch (error) {
      return error instanceof DOMException ? error.name : String(error)
    }
  })
  expect(denied).not.toBe('granted')
})
