import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, type Page, test as base } from '@playwright/test'
import { family } from '../fixtures/family.ts'
import { guestProcesses, type Home, makeHome, onlyGuestId } from '../fixtures/home.ts'
import { tinyLinux, untilReady } from '../fixtures/tiny-linux.ts'
import { MainWindow } from '../pages/main-window.ts'
import {
  desktopEntry,
  packagedExecutable,
  type PackagedApp,
  startPackaged,
} from './packaged-app.ts'

const run = promisify(execFile)

type Start = (options?: Parameters<typeof startPackaged>[1]) => Promise<PackagedApp>

const test = base.extend<{ home: Home; start: Start }>({
  home: async ({}, use) => {
    // Whoever installs the package looks into this home when it is removed.
    const kept = process.env['GUESTHOUSE_PACKAGED_HOME']
    const home = await makeHome({ newUser: true, at: kept })
    await use(home)
    if (kept === undefined) await home.dispose()
  },
  start: async ({ home }, use, testInfo) => {
    const started: PackagedApp[] = []
    await use(async (options) => {
      const app = await startPackaged(home, options)
      started.push(app)
      return app
    })
    if (testInfo.status === testInfo.expectedStatus) return
    for (const app of started) {
      await testInfo.attach('output', { body: app.output(), contentType: 'text/plain' })
      app.kill()
    }
  },
})

/** From the first page to the page of a first machine, as one who agrees with everything. */
async function throughFirstRun(page: Page): Promise<MainWindow> {
  for (const title of ['Where should your machines run?', 'Is this computer ready?']) {
    await expect(page.getByRole('heading', { name: title })).toBeVisible()
    await page.getByRole('button', { name: 'Continue', exact: true }).click()
  }
  await page.getByRole('button', { name: 'Make my first machine', exact: true }).click()
  return new MainWindow(page)
}

/** Empty where the process has ended. */
const commandLine = (pid: number): Promise<string> =>
  readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')

test('the package takes a new user to a first machine, sandboxed and as the desktop knows it', async ({
  home,
  start,
}) => {
  // What would make Node out of a program that is not fused: none of it has any effect.
  const mark = join(home.dir, 'was-run')
  const script = join(home.dir, 'script.cjs')
  await writeFile(script, `require('fs').writeFileSync(${JSON.stringify(mark)}, '')`)
  const app = await start({
    args: ['--inspect=127.0.0.1:0'],
    env: { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: `--require ${script}` },
  })
  const window = await throughFirstRun(app.window)
  expect(existsSync(mark)).toBe(false)
  expect(app.output()).not.toContain('Debugger listening')

  await test.step('its pages are in the sandbox', async () => {
    const pids = await family(app.pid)
    const lines = await Promise.all(pids.map(commandLine))
    for (const line of lines) expect(line).not.toContain('--no-sandbox')
    const renderers = pids.filter((_pid, index) => lines[index]?.includes('--type=renderer'))
    expect(renderers.length).toBeGreaterThan(0)
    for (const pid of renderers) {
      // A filter of system calls, set for good (proc_pid_status(5)).
      expect(await readFile(`/proc/${pid}/status`, 'utf8')).toMatch(/^Seccomp:\t2$/m)
    }
  })

  await test.step('a dock finds its desktop entry by the class of its window', async () => {
    const entry = await readFile(desktopEntry(), 'utf8')
    const [, expected] = /^StartupWMClass=(.+)$/m.exec(entry) ?? []
    // One line a window: its id, its name, its instance and class, its size and place.
    const { stdout } = await run('xwininfo', ['-root', '-tree'])
    const title = await app.window.title()
    const line = stdout.split('\n').find((one) => one.includes(`"${title}": (`)) ?? stdout
    const [, found] = /\("[^"]*" "([^"]*)"\)/.exec(line) ?? []
    expect(found).toBe(expected)
  })

  const dialog = app.window.getByRole('dialog', { name: 'New machine' })
  await window.fillNewMachine(dialog, tinyLinux('first'))
  await dialog.getByRole('button', { name: 'Create and start', exact: true }).click()
  await expect(dialog).toBeHidden()
  await untilReady(window)
  await window.tab('Screen')
  await expect(window.screen).toHaveAttribute('data-state', 'connected')
  await test.info().attach('first machine', {
    body: await app.window.screenshot(),
    contentType: 'image/png',
  })
  expect(await guestProcesses(home.paths)).toHaveLength(1)

  expect(await app.close()).toBe(0)
  expect(await guestProcesses(home.paths)).toHaveLength(1)

  await test.step('it has been through the first pages, and finds its machine again', async () => {
    const again = await start()
    const found = new MainWindow(again.window)
    await found.machine('first').click()
    await expect(found.state('Running')).toBeVisible()
    await found.stopAction('Power off')
    await found.confirm('Power off')
    await expect(found.state('Off')).toBeVisible()
    expect(await guestProcesses(home.paths)).toHaveLength(0)
    expect(await onlyGuestId(home.paths)).not.toBe('')
    expect(await again.close()).toBe(0)
  })
})

test('the installed command answers on a terminal, without a display', async () => {
  // Not the home that is kept: another account's, so to speak.
  const home = await makeHome()
  try {
    const env = { ...process.env, ...home.env, DISPLAY: undefined, WAYLAND_DISPLAY: undefined }
    const { stdout: version } = await run(packagedExecutable(), ['--version'], { env })
    expect(version).toMatch(/^Guesthouse \d+\.\d+\.\d+\n$/)
    // It ends with 0, else this rejects.
    const { stdout } = await run(packagedExecutable(), ['--check', '--json'], { env })
    const rows: unknown = JSON.parse(stdout).rows
    expect(rows).toContainEqual(expect.objectContaining({ id: 'qemu', verdict: 'good' }))
  } finally {
    await home.dispose()
  }
})
