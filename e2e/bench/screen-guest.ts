import { once } from 'node:events'
import { watch } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { openEngine } from '../../electron/engine/index.ts'
import { silentLogger } from '../../electron/platform/logger.ts'
import { testGuest } from '../../scripts/test-guest/index.mjs'
import { type App, launchApp } from '../fixtures/app.ts'
import type { Home } from '../fixtures/home.ts'
import { MainWindow } from '../pages/main-window.ts'

/** A Linux with a screen of its own, whose shell takes input on the screen and the serial port. */
export interface ScreenGuest {
  readonly id: string
  readonly socketPath: string
  /** Runs a line of shell, and resolves when its echo has begun. */
  run(line: string): Promise<void>
}

async function untilPrinted(log: string, line: string): Promise<void> {
  const watcher = watch(log)
  try {
    while (!(await readFile(log, 'utf8')).includes(line)) await once(watcher, 'change')
  } finally {
    watcher.close()
  }
}

/** Starts it with the engine alone, which then lets go of it: an app may take it over. */
export async function startScreenGuest(home: Home): Promise<ScreenGuest> {
  const engine = await openEngine({ env: { ...process.env, ...home.env }, logger: silentLogger })
  const { readyLine, ...kernelBoot } = testGuest('full')
  const { id } = await engine.create({
    ...{ name: 'bench', memoryMiB: 256, cpus: 1, disk: { kind: 'none' } },
    kernelBoot,
  })
  await engine.start(id)
  const { socketPath } = engine.console(id, { kind: 'vnc' })
  const files = home.paths.guest(id)
  await untilPrinted(files.serialLog('serial0'), readyLine)
  await engine.close()
  return {
    id,
    socketPath,
    async run(line) {
      const serial = connect(files.serialSocket('serial0'))
      await once(serial, 'connect')
      serial.write(`${line}\r`)
      await once(serial, 'data')
      serial.end()
    },
  }
}

/** The app with the guest's screen in sight. */
export async function openScreen(home: Home): Promise<App> {
  const app = await launchApp(home)
  await new MainWindow(app.window).machine('bench').click()
  await app.window.locator('[data-testid="vnc-screen"][data-state="connected"]').waitFor()
  return app
}
