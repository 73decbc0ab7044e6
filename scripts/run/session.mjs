import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { startSessionBus, startVirtualScreen } from './desktop.mjs'

/**
 * A desktop of its own for something that runs without a person: a virtual screen, a session bus,
 * a runtime directory and one for temporary files; all of it is gone afterwards.
 * @template T
 * @param {(env: NodeJS.ProcessEnv, dir: string) => Promise<T>} work dir: where all of its files are
 * @returns {Promise<T>}
 */
export async function withOwnSession(work) {
  // A short path: the sockets below it have 108 bytes for theirs. mkdtemp makes it 0700.
  const dir = mkdtempSync(path.join(os.tmpdir(), 'gh-'))
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, XDG_RUNTIME_DIR: dir, TMPDIR: dir }
  for (const name of ['WAYLAND_DISPLAY', 'DBUS_SESSION_BUS_ADDRESS', 'XDG_SESSION_TYPE']) {
    delete env[name]
  }
  /** @type {(() => Promise<void>)[]} */
  const undo = []
  try {
    const screen = await startVirtualScreen(dir, env)
    undo.unshift(screen.stop)
    env['DISPLAY'] = screen.display
    env['XAUTHORITY'] = screen.authority
    const bus = await startSessionBus(env)
    undo.unshift(bus.stop)
    env['DBUS_SESSION_BUS_ADDRESS'] = bus.address
    return await work(env, dir)
  } finally {
    for (const stop of undo) await stop()
    rmSync(dir, { recursive: true, force: true })
  }
}
