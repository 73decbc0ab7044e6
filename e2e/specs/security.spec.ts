import { execFile } from 'node:child_process'
import { readdir, readFile, readlink, stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import { expect, test } from '../fixtures/app.ts'
import { family } from '../fixtures/family.ts'
import { guestProcesses, helperProcesses, onlyGuestId } from '../fixtures/home.ts'
import { bootTinyLinux } from '../fixtures/tiny-linux.ts'

const run = promisify(execFile)

/** Addresses that these processes listen on over TCP. */
async function listening(pids: readonly number[]): Promise<string[]> {
  const { stdout } = await run('ss', ['-Hltnp'])
  const lines = stdout
    .split('\n')
    .filter((line) => pids.some((pid) => line.includes(`pid=${pid},`)))
  return lines.map((line) => line.split(/\s+/)[3] ?? '').toSorted()
}

test('nothing runs as root, nothing listens on TCP, and sockets are closed to others', async ({
  home,
  launch,
}) => {
  const app = await launch()
  // The test's own driver listens; nothing may come on top of that.
  const drivers = await listening(await family(app.pid))
  const window = await bootTinyLinux(app)
  await window.tab('Screen')
  await expect(window.screen).toHaveAttribute('data-state', 'connected')
  const guests = await guestProcesses(home.paths)
  expect(guests).toHaveLength(1)
  const ours = await family(app.pid)
  for (const pid of [...ours, ...guests]) {
    expect((await stat(`/proc/${pid}`)).uid).toBe(process.getuid?.())
  }
  expect(process.getuid?.()).not.toBe(0)
  expect(await listening(ours)).toEqual(drivers)
  expect(await listening(guests)).toEqual([])

  const { runtimeDir } = home.paths.guest(await onlyGuestId(home.paths))
  expect((await stat(runtimeDir)).mode & 0o777).toBe(0o700)
})

test('QEMU inherits nothing of the app', async ({ home, launch }) => {
  const app = await launch()
  await bootTinyLinux(app)
  const open = async (pid: number): Promise<string[]> => {
    const links = await readdir(`/proc/${pid}/fd`)
    const targets = await Promise.all(
      links.map((link) => readlink(`/proc/${pid}/fd/${link}`).catch(() => '')),
    )
    return targets.filter((target) => /^(socket|pipe):/.test(target) || target.includes('/dev/shm'))
  }
  const guests = await guestProcesses(home.paths)
  // passt lets nobody look at it, not even its user.
  const started = new Set([...guests, ...(await helperProcesses(home.paths))])
  const others = (await family(app.pid)).filter((pid) => !started.has(pid))
  const apps = new Set((await Promise.all(others.map(open))).flat())
  expect(apps.size).toBeGreaterThan(0)
  for (const pid of guests) {
    const qemus = await open(pid)
    expect(qemus.length).toBeGreaterThan(0)
    expect(qemus.filter((target) => apps.has(target))).toEqual([])
  }
})

test('the window has no Node, no eval, and cannot leave', async ({ launch }) => {
  const app = await launch()
  const page = app.window
  await expect(page.getByRole('button', { name: 'New machine' }).first()).toBeVisible()
  expect(await page.evaluate(() => typeof Reflect.get(globalThis, 'require'))).toBe('undefined')
  expect(await page.evaluate(() => typeof Reflect.get(globalThis, 'process'))).toBe('undefined')

  await page.evaluate(() => {
    const violated: string[] = []
    Reflect.set(window, 'violated', violated)
    document.addEventListener('securitypolicyviolation', (event) => {
      violated.push(event.effectiveDirective)
    })
    const script = document.createElement('script')
    script.textContent = 'window.injected = true'
    document.head.append(script)
    void fetch('https://example.org/').catch(() => {})
  })
  const violated = (): Promise<unknown> => page.evaluate(() => Reflect.get(window, 'violated'))
  await expect.poll(violated).toEqual(expect.arrayContaining(['script-src-elem', 'connect-src']))
  expect(await page.evaluate(() => Reflect.has(window, 'injected'))).toBe(false)

  // The desktop's browser is not part of this test: note what it would be asked to open.
  await app.electron.evaluate(({ shell }) => {
    const opened: string[] = []
    Reflect.set(globalThis, 'opened', opened)
    Reflect.set(shell, 'openExternal', async (address: string) => void opened.push(address))
  })
  const url = page.url()
  for (const address of ['https://example.org/', 'file:///etc/passwd', 'javascript:alert(1)']) {
    await page.evaluate((target) => {
      window.open(target)
      location.href = target
    }, address)
  }
  await page.evaluate(() => window.open('app://guesthouse/index.html'))
  await expect
    .poll(() =>
      app.electron.evaluate(() => [...new Set(Reflect.get(globalThis, 'opened') as string[])]),
    )
    .toEqual(['https://example.org/'])
  expect(page.url()).toBe(url)
  expect(app.electron.windows()).toHaveLength(1)
  expect(await readFile(`/proc/${app.pid}/cmdline`, 'utf8')).not.toContain('no-sandbox')
})

test('no page keeps the app from being closed', async ({ launch }) => {
  const app = await launch()
  await expect(app.window.getByRole('button', { name: 'New machine' }).first()).toBeVisible()
  await app.window.evaluate(() => {
    window.addEventListener('beforeunload', (event) => {
      event.preventDefault()
      event.returnValue = 'stay'
    })
  })
  // Chromium asks only pages that somebody has used.
  await app.window.keyboard.press('Escape')
  const gone = app.electron.waitForEvent('close')
  await app.electron
    .evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
    // It may end before it has answered.
    .catch(() => {})
  await gone
})

test('main refuses what the contract does not know', async ({ launch }) => {
  const app = await launch()
  await expect(app.window.getByRole('button', { name: 'New machine' }).first()).toBeVisible()
  const answers = await app.window.evaluate(async () => {
    const bridge = Reflect.get(window, 'guesthouse') as {
      call(method: string, input: unknown): Promise<unknown>
    }
    const attempt = (method: string, input: unknown): Promise<unknown> =>
      bridge.call(method, input).catch((error: unknown) => ({ thrown: String(error) }))
    return [
      await attempt('guests.start', { id: '../../etc/passwd' }),
      await attempt('guests.start', null),
      await attempt('process.exit', 0),
      await attempt('__proto__', {}),
    ]
  })
  for (const answer of answers.slice(0, 2)) {
    expect(answer).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } })
  }
  for (const answer of answers.slice(2)) {
    expect(answer).not.toMatchObject({ ok: true })
  }
})
