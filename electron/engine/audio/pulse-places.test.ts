import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { pulsePlaces } from './pulse-places.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'gh-pulse-'))
  await mkdir(join(home, '.config/pulse'), { recursive: true })
})
afterEach(() => rm(home, { recursive: true }))

const sockets = async (env: NodeJS.ProcessEnv): Promise<readonly string[]> =>
  (await pulsePlaces({ HOME: home, ...env })).sockets

test('looks in the runtime directory', async () => {
  expect(await sockets({ XDG_RUNTIME_DIR: '/run/user/7' })).toEqual(['/run/user/7/pulse/native'])
  const both = { XDG_RUNTIME_DIR: '/run/user/7', PULSE_RUNTIME_PATH: '/run/pulse-of-mine' }
  expect(await sockets(both)).toEqual(['/run/pulse-of-mine/native'])
})

test('looks in the directory of this machine without a session manager', async () => {
  const id = (await readFile('/etc/machine-id', 'utf8').catch(() => '')).trim()
  expect(await sockets({})).toEqual([`${home}/.config/pulse/${id}-runtime/native`])
})

test('looks only where the environment says, then only where the configuration says', async () => {
  await writeFile(join(home, '.config/pulse/client.conf'), 'default-server = unix:/configured\n')
  const env = { XDG_RUNTIME_DIR: '/run/user/7' }
  expect(await sockets(env)).toEqual(['/configured'])
  expect(await sockets({ ...env, PULSE_SERVER: 'unix:/a unix:/b' })).toEqual(['/a', '/b'])
  expect(await sockets({ ...env, PULSE_SERVER: 'tcp:10.0.0.1' })).toEqual([])
  expect(await sockets({ ...env, PULSE_SERVER: '' })).toEqual(['/configured'])
  const other = join(home, 'other.conf')
  await writeFile(other, 'default-server = unix:/other\n')
  expect(await sockets({ ...env, PULSE_CLIENTCONFIG: other })).toEqual(['/other'])
})

test('knows where the cookie may be, in order', async () => {
  await writeFile(join(home, '.config/pulse/client.conf'), 'cookie-file = /configured\n')
  const { cookies } = await pulsePlaces({ HOME: home, PULSE_COOKIE: '/given' })
  expect(cookies).toEqual([
    ...['/given', '/configured', `${home}/.config/pulse/cookie`, `${home}/.pulse-cookie`],
  ])
})
