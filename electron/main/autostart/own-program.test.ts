import { expect, test } from 'vitest'
import { ownProgram } from './own-program.ts'

const APPIMAGE = '/home/ada/Guesthouse.AppImage'
const inside = '/tmp/.mount_GuestX/guesthouse'

test.each([
  [{ APPIMAGE, APPDIR: '/tmp/.mount_GuestX' }, inside, APPIMAGE],
  [{ APPIMAGE, APPDIR: '/tmp/.mount_GuestX/' }, inside, APPIMAGE],
  [{ APPIMAGE, APPDIR: '/tmp/.mount_Guest' }, inside, inside],
  [{ APPIMAGE, APPDIR: '/tmp/.mount_terminal' }, '/usr/bin/guesthouse', '/usr/bin/guesthouse'],
  [{ APPIMAGE }, inside, inside],
  [{ APPDIR: '/tmp/.mount_GuestX' }, inside, inside],
  [{ APPIMAGE: 'relative', APPDIR: '/tmp/.mount_GuestX' }, inside, inside],
  [{}, '/usr/bin/guesthouse', '/usr/bin/guesthouse'],
])('of %j at %s starts %s', (env, execPath, program) =>
  expect(ownProgram(env, execPath)).toBe(program),
)
