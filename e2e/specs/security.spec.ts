import { execFile } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import { expect, test } from '../fixtures/app.ts'
import { guestProcesses, onlyGuestId } from '../fixtures/home.ts'
import { bootTinyLinux } from '../fixtures/tiny-linux.ts'

const run = promisify(execFile)

/** Processes below a process, itself included. */
async function family(pid: number): Promise<number[]> {
  const { stdout } = await run('ps', ['-eo', 'pid=,ppid='])
  const pairs = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
  const found = [pid]
  for (const parent of found)
    for (const [child = 0, of] of pairs) if (of === parent) found.push(child)
  return found
}

test('nothing runs as root, nothing listens on TCP, and sockets are closed to others', async ({
  home,
  launch,
}) => {
  const app = await launch()
  const window = await bootTinyLinux(app)
  await window.tab('Screen')
  await expect(window.screen).toHaveAttribute('data-state', 'connected')
  const pids = [
    ...(await family(app.electron.process().pid ?? 0)),
    ...(await guestProcesses(home.paths)),
  ]
  for (const pid of pids) expect((await stat(`/proc/${pid}`)).uid).toBe(process.getuid?.())
  expect(process.getuid?.()).not.toBe(0)

  const { stdout } = await run('ss', ['-Hltnp'])
  const ours = stdout.split('\n').filter((line) => pids.some((pid) => line.includes(`pid=${pid},`)))
  // The test's own driver attaches to main's inspector; nothing of ours listens.
  const inspector =
    app
      .output()
      .match(/ws:\/\/127\.0\.0\.1:(\d+)/g)
      ?.map((url) => url.split(':').at(-1)) ?? []
  expect(ours.filter((line) => !inspector.some((port) => line.includes(`:${port} `)))).toEqual([])

  const { runtimeDir } = home.paths.guest(await onlyGuestId(home.paths))
  expect((await stat(runtimeDir)).mode & 0o777).toBe(0o700)
})

test('the window has no Node, no eval, and cannot leave', async ({ launch }) => {
  const app = await launch()
  const page = app.window
  await expect(page.getByRole('button', { name: 'New machine' }).first()).toBeVisible()
  expect(await page.evaluate(() => typeof Reflect.get(globalThis, 'require'))).toBe('undefined')
  expect(await page.evaluate(() => typeof Reflect.get(globalThis, 'process'))).toBe('undefined')

  const blocked = await page.evaluate(async () => {
    const violated: string[] = []
    document.addEventListener('securitypolicyviolation', (event) =>
      violated.push(event.violatedDirective),
    )
    const script = document.createElement('script')
    script.textContent = 'window.injected = true'
    document.head.append(script)
    await fetch('https://example.org/').catch(() => {})
    return { violated, injected: Reflect.has(window, 'injected') }
  })
  expect(blocked.injected).toBe(false)
  expect(blocked.violated.some((directive) => directive.startsWith('script-src'))).toBe(true)
  expect(blocked.violated).toContain('connect-src')

  const url = page.url()
  await page.evaluate(() => {
    location.href = 'https://example.org/'
  })
  await page.evaluate(() => window.open('app://guesthouse/index.html'))
  expect(page.url()).toBe(url)
  expect(app.electron.windows()).toHaveLength(1)
  expect(await readFile(`/proc/${app.electron.process().pid}/cmdline`, 'utf8')).not.toContain(
    'no-sandbox',
  )
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
