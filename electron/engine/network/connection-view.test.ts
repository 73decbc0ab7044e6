import { describe, expect, it } from 'vitest'
import type { NicBackend } from '../preparation/resources.ts'
import { connectionView } from './connection-view.ts'

const view = (backend: NicBackend, hostAccess = false) =>
  connectionView(
    {
      ...{ id: 'nic0', mac: '52:54:00:00:00:01', model: 'virtio', connected: true },
      network: { kind: 'user', hostAccess, forwards: [] },
    },
    backend,
  )
const passt: NicBackend = { kind: 'stream', via: 'passt', path: '/s' }

describe('what a page says of a connection', () => {
  it.each<[string, NicBackend, boolean, object]>([
    ['passt', passt, false, { backend: 'passt', hostAccess: false, outside: true }],
    ['passt, opened', passt, true, { backend: 'passt', hostAccess: true, outside: true }],
    [
      'libslirp, cut off',
      { kind: 'slirp', restrict: true },
      false,
      { backend: 'slirp', hostAccess: false, outside: false },
    ],
    [
      'libslirp, opened',
      { kind: 'slirp', restrict: false },
      true,
      { backend: 'slirp', hostAccess: true, outside: true },
    ],
    [
      'a private network',
      { kind: 'stream', via: 'switch', path: '/s' },
      false,
      { backend: 'private', hostAccess: false, outside: false },
    ],
    [
      'a TAP device',
      { kind: 'tap', device: 'tap0' },
      false,
      { backend: 'tap', hostAccess: false, outside: true },
    ],
    [
      'a TAP device of the daemon’s',
      { kind: 'tap', device: 'ght0123456789', bridge: 'br0' },
      false,
      {
        ...{ backend: 'daemon-tap', hostAccess: false, outside: true },
        tap: { device: 'ght0123456789', bridge: 'br0' },
      },
    ],
    ['nothing', { kind: 'none' }, true, { backend: 'none', hostAccess: false, outside: false }],
  ])('%s', (_name, backend, hostAccess, expected) => {
    expect(view(backend, hostAccess)).toEqual(expected)
  })
})
