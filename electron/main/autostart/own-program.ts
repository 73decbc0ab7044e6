import { isAbsolute } from 'node:path'

/**
 * What starts this app again. What an AppImage holds is at another place each time, so its own path is
 * taken, but only where this program is out of it: the variables are inherited by all that an AppImage
 * starts. Pure.
 */
export function ownProgram(
  { APPIMAGE = '', APPDIR = '' }: Readonly<Record<string, string | undefined>>,
  execPath: string,
): string {
  const isInside = isAbsolute(APPDIR) && execPath.startsWith(`${APPDIR.replace(/\/+$/, '')}/`)
  return isInside && isAbsolute(APPIMAGE) ? APPIMAGE : execPath
}
