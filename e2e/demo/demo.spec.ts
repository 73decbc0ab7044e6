import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../../scripts/lib/paths.mjs'
import { testGuest } from '../../scripts/test-guest/index.mjs'
import { type App, expect, test } from '../fixtures/app.ts'
import { guestProcesses } from '../fixtures/home.ts'
import { comparePictures } from '../fixtures/picture.ts'
import { MainWindow } from '../pages/main-window.ts'

const out = join(root, 'demo-out')

test('from an empty home to a guest that outlives the app', async ({ home, launch }) => {
  for (const name of await readdir(out).catch(() => []))
    await rm(join(out, name), { recursive: true })
  await mkdir(out, { recursive: true })
  let shots = 0
  const shoot = (app: App, name: string): Promise<Buffer> => {
    const number = String(++shots).padStart(2, '0')
    return app.window.screenshot({ path: join(out, `${number}-${name}.png`) })
  }
  const saw: Record<string, unknown> = { ok: false }
  try {
    let app = await launch()
    let window = new MainWindow(app.window)
    await expect(window.button('New machine').first()).toBeVisible()
    await shoot(app, 'first-start')

    const { readyLine, ...kernel } = testGuest()
    const dialog = await window.openNewMachine()
    await window.fillNewMachine(dialog, { name: 'tiny-linux', memoryMiB: 256, cpus: 1, kernel })
    await shoot(app, 'new-machine')
    const begin = performance.now()
    await dialog.getByRole('button', { name: 'Create and start', exact: true }).click()
    await expect(window.state('Running')).toBeVisible()
    await window.tab('Serial')
    await expect.poll(() => window.serialText()).toContain(readyLine)
    saw['boot_ms'] = Math.round(performance.now() - begin)

    await window.typeSerial('echo answer-$((6*7))')
    await expect.poll(() => window.serialText()).toContain('answer-42')
    saw['serial_answer'] = 'answer-42'
    await shoot(app, 'serial')

    await window.tab('Screen')
    await expect(window.screen).toHaveAttribute('data-state', 'connected')
    await window.screen.locator('canvas').click()
    const untouched = await window.screenshotOfScreen()
    await app.window.keyboard.type('uname -a; ls /')
    await app.window.keyboard.press('Enter')
    await expect
      .poll(async () => {
        const after = await window.screenshotOfScreen()
        return (await comparePictures(app.window, untouched, after)).changed
      })
      .toBeGreaterThan(0.01)
    await shoot(app, 'screen')
    const strip = app.window.getByLabel('How this machine runs')
    saw['accelerator'] = (await strip.innerText()).includes('KVM') ? 'kvm' : 'tcg'

    const before = await guestProcesses(home.paths)
    await app.kill()
    expect(await guestProcesses(home.paths)).toEqual(before)
    app = await launch()
    window = new MainWindow(app.window)
    await window.machine('tiny-linux').click()
    await expect(window.state('Running')).toBeVisible()
    expect(await guestProcesses(home.paths)).toEqual(before)
    saw['survived_kill'] = true
    await window.tab('Serial')
    await expect.poll(() => window.serialText()).toContain('answer-42')
    await shoot(app, 'after-the-crash')

    await window.button('Shut down').click()
    await expect(window.state('Off')).toBeVisible()
    expect(await guestProcesses(home.paths)).toEqual([])
    saw['shut_down'] = true
    await shoot(app, 'shut-down')
    await app.quit()
    saw['ok'] = true
  } finally {
    await writeFile(join(out, 'demo.json'), `${JSON.stringify(saw)}\n`)
  }
})
