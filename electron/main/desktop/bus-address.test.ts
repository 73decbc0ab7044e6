import { expect, test } from 'vitest'
import { sessionBusSocket } from './bus-address.ts'

const own = { XDG_RUNTIME_DIR: '/run/user/1000' }

test.each([
  ['unix:path=/run/user/1000/bus', '/run/user/1000/bus'],
  ['unix:path=/tmp/dbus-a,guid=1f2e', '/tmp/dbus-a'],
  ['unix:guid=1f2e,path=/tmp/a%20b', '/tmp/a b'],
  ['unix:abstract=/tmp/x,guid=1;unix:path=/tmp/second', '/tmp/second'],
  ['unix:runtime=yes', '/run/user/1000/bus'],
  ['', '/run/user/1000/bus'],
  ['tcp:host=localhost,port=1', null],
  ['autolaunch:', null],
  ['unix:path=relative', null],
  ['unix:path=%zz', null],
  ['unix:path=/a%2Cb', null],
  ['nonsense', null],
])('the socket of %j is %j', (DBUS_SESSION_BUS_ADDRESS, socket) => {
  expect(sessionBusSocket({ ...own, DBUS_SESSION_BUS_ADDRESS })).toBe(socket)
})

test('without an address it is the bus of the user, if there is one', () => {
  expect(sessionBusSocket(own)).toBe('/run/user/1000/bus')
  expect(sessionBusSocket({})).toBeNull()
})
