import { existsSync } from 'node:fs'

/**
 * What GTK is told so that files are chosen through the desktop's portal: inside of a sandbox its
 * own dialog sees the sandbox's files alone. `isFlatpak`: /.flatpak-info is there. What the person
 * has set holds. Pure.
 */
export function portalVariables(env: NodeJS.ProcessEnv, isFlatpak: boolean): NodeJS.ProcessEnv {
  const isSandboxed = isFlatpak || (env['SNAP'] ?? '') !== ''
  return isSandboxed && env['GTK_USE_PORTAL'] === undefined ? { GTK_USE_PORTAL: '1' } : {}
}

/** Before the app is ready: GTK reads it when it starts. */
export function choosePortals(): void {
  Object.assign(process.env, portalVariables(process.env, existsSync('/.flatpak-info')))
}
