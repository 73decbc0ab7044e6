import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type Browser, chromium, type Page } from '@playwright/test'
import type { Home } from '../fixtures/home.ts'

/** The packaged program; what runs these tests says which. */
export function packagedExecutable(): string {
  const executable = process.env['GUESTHOUSE_PACKAGED']
  if (!executable) {
    throw new Error('GUESTHOUSE_PACKAGED names no program. Run: node scripts/package/test.mjs')
  }
  return executable
}

/** The desktop entry that belongs to it. */
export function desktopEntry(): string {
  const entry = process.env['GUESTHOUSE_PACKAGED_ENTRY']
  if (!entry) throw new Error('GUESTHOUSE_PACKAGED_ENTRY names no desktop entry.')
  return entry
}

/** A running app out of the package, and its one window. */
export interface PackagedApp {
  readonly window: Page
  readonly pid: number
  /** What it wrote to the terminal. */
  output(): string
  /** Closes its window, as a person does: guests go on. Resolves to its exit code. */
  close(): Promise<number | null>
  /** Where a test failed. */
  kill(): void
}

/**
 * Starts the packaged app as its user would, with Chromium's sandbox. Playwright's driver for Electron
 * works through Node's inspector, which the package has switched off; Chromium's own protocol is left.
 */
export async function startPackaged(
  home: Home,
  { args = [], env = {} }: { args?: readonly string[]; env?: NodeJS.ProcessEnv } = {},
): Promise<PackagedApp> {
  const child = spawn(
    packagedExecutable(),
    ['--remote-debugging-port=0', '--force-color-profile=srgb', ...args],
    {
      env: { ...process.env, ...home.env, ...env },
      cwd: home.dir,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  try {
    const browser = await connect(child, () => output)
    const window = await firstWindow(browser)
    return {
      window,
      pid: child.pid ?? 0,
      output: () => output,
      async close() {
        const ended = once(child, 'exit')
        await window.close()
        const [code] = (await ended) as [number | null]
        return code
      },
      kill: () => void child.kill('SIGKILL'),
    }
  } catch (error) {
    child.kill('SIGKILL')
    throw new Error(`The packaged app did not open a window. It wrote:\n${output}`, {
      cause: error,
    })
  }
}

/** Chromium prints its address when it listens. */
async function connect(child: ChildProcess, output: () => string): Promise<Browser> {
  const address = await new Promise<string>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => reject(new Error(`it ended with ${code ?? signal}`)))
    child.stderr?.on('data', () => {
      const [, found] = /^DevTools listening on (ws:\S+)$/m.exec(output()) ?? []
      if (found !== undefined) resolve(found)
    })
  })
  return chromium.connectOverCDP(address, { noDefaults: true })
}

async function firstWindow(browser: Browser): Promise<Page> {
  const [context] = browser.contexts()
  if (context === undefined) throw new Error('Chromium has no context.')
  const [page] = context.pages()
  return page ?? context.waitForEvent('page')
}
