import { expect, test } from '../fixtures/app.ts'
import { guestProcesses } from '../fixtures/home.ts'
import { bootTinyLinux } from '../fixtures/tiny-linux.ts'
import { MainWindow } from '../pages/main-window.ts'

test('the app is killed: the machine goes on, and is found as it was', async ({ home, launch }) => {
  const first = await launch()
  const window = await bootTinyLinux(first)
  await window.button('Pause').click()
  await expect(window.state('Paused')).toBeVisible()
  const pids = await guestProcesses(home.paths)
  expect(pids).toHaveLength(1)
  await first.kill()
  expect(await guestProcesses(home.paths)).toEqual(pids)

  const second = await launch()
  const again = new MainWindow(second.window)
  await again.machine('tiny-linux').click()
  await expect(again.state('Paused')).toBeVisible()
  await again.button('Resume').first().click()
  await expect(again.state('Running')).toBeVisible()
  await again.tab('Serial')
  await again.typeSerial('echo still-$((2*4))')
  await expect.poll(() => again.serialText()).toContain('still-8')
  expect(await guestProcesses(home.paths)).toEqual(pids)
})

test('the app is closed: the machine goes on', async ({ home, launch }) => {
  const app = await launch()
  await bootTinyLinux(app)
  const pids = await guestProcesses(home.paths)
  await app.quit()
  expect(await guestProcesses(home.paths)).toEqual(pids)
})

test('QEMU is killed: said in a sentence, with its log and a start one click away', async ({
  home,
  launch,
}) => {
  const app = await launch()
  const window = await bootTinyLinux(app)
  for (const pid of await guestProcesses(home.paths)) process.kill(pid, 'SIGKILL')
  await expect(window.state('Crashed')).toBeVisible()
  await expect(
    app.window.getByText('QEMU ended unexpectedly (ended by SIGKILL).').first(),
  ).toBeVisible()
  await window.button('Show log').first().click()
  await expect(app.window.getByRole('tab', { name: 'Log' })).toHaveAttribute(
    'aria-selected',
    'true',
  )
  await expect(app.window.getByText(/qemu-system-x86_64/).first()).toBeVisible()
  await window.button('Start').first().click()
  await expect(window.state('Running')).toBeVisible()
})

test('QEMU does not react: it is ended harder and harder, and that is said', async ({
  home,
  launch,
}) => {
  const app = await launch()
  const window = await bootTinyLinux(app)
  const [pid = 0] = await guestProcesses(home.paths)
  process.kill(pid, 'SIGSTOP')
  await window.stopAction('Power off')
  await window.confirm('Power off')
  await expect(window.state('No answer: told to end, 3 s')).toBeVisible()
  // That it is killed is said as well, but a stopped QEMU dies of that at once.
  await expect(window.state('Off')).toBeVisible()
  expect(await guestProcesses(home.paths)).toEqual([])
})

test('the window crashes: it comes back, and the machine goes on', async ({ home, launch }) => {
  const app = await launch()
  await bootTinyLinux(app)
  const pids = await guestProcesses(home.paths)
  // The driver's own page does not survive the crash, so main is asked about the new one.
  const shown = await app.electron.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    if (contents === undefined) throw new Error('no window')
    const loaded = new Promise<void>((resolve) => {
      contents.once('did-finish-load', () => resolve())
    })
    contents.forcefullyCrashRenderer()
    await loaded
    return contents.executeJavaScript(`new Promise((resolve) => {
      const look = () => {
        const text = document.querySelector('nav').innerText
        if (text.includes('tiny-linux')) resolve(text)
        else requestAnimationFrame(look)
      }
      look()
    })`) as Promise<string>
  })
  expect(shown).toContain('Running')
  expect(await guestProcesses(home.paths)).toEqual(pids)
})
