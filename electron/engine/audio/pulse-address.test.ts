import { expect, test } from 'vitest'
import { pulseSetting, unixSocketsOf } from './pulse-address.ts'

const HERE = '4a3f5b0c9d1e4f2a8b7c6d5e4f3a2b1c'

test.each([
  ['unix:/run/user/1000/pulse/native', ['/run/user/1000/pulse/native']],
  ['/run/user/1000/pulse/native', ['/run/user/1000/pulse/native']],
  [`{${HERE}}unix:/a unix:/b`, ['/a', '/b']],
  [`{${HERE}}/a  \t/b\n/c`, ['/a', '/b', '/c']],
  // Of another machine that shares the home.
  ['{0123}unix:/a unix:/b', ['/b']],
  // A guest's sound does not leave this computer.
  ['tcp:10.0.0.1:4713 tcp4:localhost tcp6:[::1] somewhere', []],
  ['tcp:localhost unix:/b', ['/b']],
  ['unix:relative unix: {', []],
  ['', []],
])('reads the servers %s', (servers, sockets) => {
  expect(unixSocketsOf(servers, HERE)).toEqual(sockets)
})

test('passes over what is for another machine where its own id is not known', () => {
  expect(unixSocketsOf(`{${HERE}}unix:/a unix:/b`, null)).toEqual(['/b'])
})

const configuration = `
# default-server = unix:/commented
; default-server = unix:/commented
  default-server = unix:/first
cookie-file=/home/ann/my cookie
default-server =  unix:/second  
autospawn = no
`

test('reads settings, the last of which counts', () => {
  expect(pulseSetting(configuration, 'default-server')).toBe('unix:/second')
  expect(pulseSetting(configuration, 'cookie-file')).toBe('/home/ann/my cookie')
  expect(pulseSetting(configuration, 'default-sink')).toBeNull()
  expect(pulseSetting('default-server =\n', 'default-server')).toBeNull()
})
