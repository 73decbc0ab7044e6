import { join } from 'node:path'
import { app } from 'electron'
import type { Paths } from '../platform/paths.ts'

/**
 * Puts Chromium's own files below ours in the XDG directories. Before the app is ready. What a page
 * stores counts as cache: settings have files of their own.
 */
export function placeProfile(paths: Paths): void {
  app.setPath('userData', join(paths.configDir, 'electron'))
  app.setPath('sessionData', join(paths.cacheDir, 'electron'))
  app.setPath('crashDumps', join(paths.stateDir, 'crashes'))
  app.setAppLogsPath(paths.stateDir)
}
