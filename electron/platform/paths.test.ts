import { describe, expect, it } from 'vitest'
import { checkSocketPath, resolvePaths, systemPaths } from './paths.ts'

describe('paths', () => {
  it('follow XDG', () => {
    const paths = resolvePaths({
      HOME: '/home/me',
      XDG_CONFIG_HOME: '/c',
      XDG_DATA_HOME: '/d',
      XDG_STATE_HOME: '/s',
      XDG_CACHE_HOME: '/x',
      XDG_RUNTIME_DIR: '/r',
    })
    expect(paths.configDir).toBe('/c/guesthouse')
    expect(paths.guest('id').configFile).toBe('/d/guesthouse/guests/id/guest.json')
    expect(paths.guest('id').qemuLog).toBe('/s/guesthouse/guests/id/qemu.log')
    expect(paths.guest('id').qmpSocket).toBe('/r/guesthouse/id/qmp')
    expect(paths.cacheDir).toBe('/x/guesthouse')
  })

  it('have the defaults of the specification, also for relative values', () => {
    const paths = resolvePaths({ HOME: '/home/me', XDG_DATA_HOME: 'relative', XDG_RUNTIME_DIR: '' })
    expect(paths.dataDir).toBe('/home/me/.local/share/guesthouse')
    expect(paths.stateDir).toBe('/home/me/.local/state/guesthouse')
    expect(paths.runtimeDir).toMatch(/^\/tmp\/guesthouse-\d+$/)
  })

  it('keep sockets short enough where XDG_RUNTIME_DIR is long', () => {
    const longestOf = (dir: string): string =>
      resolvePaths({ HOME: '/home/me', XDG_RUNTIME_DIR: dir })
        .guest('0b5c9c0e-52a3-4c3e-9a0a-0c7c1f1f2d11')
        .helperSocket('x'.repeat(16))
    expect(longestOf('/'.padEnd(40, 'r'))).toMatch(/^\/r/)
    for (const length of [41, 108, 4000]) {
      const path = longestOf('/'.padEnd(length, 'r'))
      expect(path).toMatch(/^\/tmp\/guesthouse-\d+-[0-9a-f]{8}\//)
      expect(checkSocketPath(path)).toBe(path)
    }
    expect(longestOf('/'.padEnd(50, 'a'))).not.toBe(longestOf('/'.padEnd(50, 'b')))
  })

  it('of sockets are checked in bytes', () => {
    expect(checkSocketPath('/'.padEnd(107, 'x'))).toHaveLength(107)
    expect(() => checkSocketPath('/'.padEnd(108, 'x'))).toThrow(/too long/)
    expect(() => checkSocketPath('/'.padEnd(60, '\u00e9'))).toThrow(/too long/)
  })
})

it('has the places of the daemon where the system keeps such things', () => {
  const paths = systemPaths()
  const { dir, qemuLog, runtimeDir } = paths.guest('id')
  expect([dir, qemuLog, runtimeDir, paths.accelerationCache]).toEqual([
    '/var/lib/guesthouse/guests/id',
    '/var/log/guesthouse/guests/id/qemu.log',
    '/run/guesthouse/id',
    '/var/cache/guesthouse/acceleration.json',
  ])
  expect(() => systemPaths({ runtimeDir: `/tmp/${'x'.repeat(80)}` })).toThrow('socket')
})
