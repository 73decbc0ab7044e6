import { join } from 'node:path'

const dist = join(__dirname, '..')

/** Where the build put its parts, seen from main's own bundle in dist/main. */
export const bundle = {
  preload: join(dist, 'preload/preload.cjs'),
  broker: join(dist, 'broker/broker.cjs'),
  check: join(dist, 'check/check.cjs'),
  renderer: join(dist, 'renderer'),
  windowIcon: join(dist, 'assets/window.png'),
  trayIcons: join(dist, 'assets/tray'),
} as const
