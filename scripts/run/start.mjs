import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { resolveRuntime } from '../electron-runtime/index.mjs'
import { say, warn } from '../lib/console.mjs'
import { root } from '../lib/paths.mjs'
import { runChild } from './child.mjs'
import { startSessionBus, startVirtualScreen } from './desktop.mjs'
import { messageOf } from '../lib/errors.mjs'

/** @param {{ display: string, authority: string }} screen */
function sayHowToLook({ display, authority }) {
  const variables = `DISPLAY=${display} XAUTHORITY=${authority}`
  say(`There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set).`)
  say(`The app opens on a virtual screen, ${display}. To look at it:`)
  say(`  a picture:  ${variables} import -window root guesthouse.png     (from imagemagick)`)
  say(`  to use it:  ${variables} x11vnc -localhost -shared -forever     (from x11vnc)`)
  say('              then open localhost:5900 in a VNC viewer')
  say('Ctrl+C closes the app; machines that run go on running.')
}

/**
 * Opens the app. Machines that it started go on after it.
 * @param {readonly string[]} args handed on to it
 * @returns {Promise<number>} its exit code
 */
export async function start(args) {
  const runtime = await resolveRuntime()
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env }
  /** @type {(() => unknown)[]} */
  const undo = []
  try {
    if (!env['DISPLAY'] && !env['WAYLAND_DISPLAY']) {
      const dir = mkdtempSync(path.join(os.tmpdir(), 'guesthouse-screen-'))
      undo.unshift(() => rmSync(dir, { recursive: true, force: true }))
      const screen = await startVirtualScreen(dir, env)
      undo.unshift(screen.stop)
      env['DISPLAY'] = screen.display
      env['XAUTHORITY'] = screen.authority
      sayHowToLook(screen)
    }
    if (!env['DBUS_SESSION_BUS_ADDRESS']) {
      try {
        const bus = await startSessionBus(env)
        undo.unshift(bus.stop)
        env['DBUS_SESSION_BUS_ADDRESS'] = bus.address
      } catch (error) {
        warn(`No session bus: ${messageOf(error)}`)
      }
    }
    const { code } = await runChild(runtime.executable, [root, ...args], { cwd: root, env })
    return code
  } finally {
    for (const step of undo) await step()
  }
}
