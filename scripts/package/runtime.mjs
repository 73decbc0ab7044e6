import { existsSync } from 'node:fs'
import path from 'node:path'
import { findRuntime, requestedMode } from '../electron-runtime/locate.mjs'

/** Lies in the stand-in runtime, whatever it was taken for. */
const mark = 'FALLBACK-RUNTIME.txt'

/**
 * The Electron that is packed. Throws with what to do where there is none, or where a release would
 * hold the stand-in.
 * @param {{ release: boolean }} options
 */
export function runtimeToPack({ release }) {
  const mode = release ? 'official' : requestedMode()
  const runtime = findRuntime(mode)
  if (!runtime) {
    throw new Error(
      mode === 'official'
        ? 'The official Electron is not there, and a release holds no other. Run: ELECTRON_RUNTIME=official node scripts/setup/main.mjs start'
        : 'There is no Electron to pack. Run: node scripts/setup/main.mjs start',
    )
  }
  const standIn = runtime.fallback || existsSync(path.join(runtime.dist, mark))
  if (release && standIn) {
    throw new Error(`${runtime.dist} holds the stand-in runtime, which is never released.`)
  }
  return { ...runtime, standIn }
}

/** What electron-builder leaves of a runtime that it did not unpack itself. */
export const notPacked = ['version', 'resources/default_app.asar']
