import { expect, it } from 'vitest'
import { systemEnvironment } from './system-environment.ts'

it('keeps nothing of a session', () => {
  const env = {
    ...{ PATH: '/usr/bin', LANG: 'C.UTF-8', LC_TIME: 'C', HOME: '/root', USER: 'root' },
    ...{ XDG_RUNTIME_DIR: '/run/user/0', DBUS_SESSION_BUS_ADDRESS: 'unix:path=/x' },
    ...{ PULSE_SERVER: 'unix:/x', DISPLAY: ':0', LD_PRELOAD: '/x.so', NODE_OPTIONS: '--inspect' },
  }
  expect(systemEnvironment(env, { dataDir: '/var/lib/guesthouse' })).toEqual({
    ...{ PATH: '/usr/bin', LANG: 'C.UTF-8', LC_TIME: 'C', HOME: '/var/lib/guesthouse' },
  })
})
