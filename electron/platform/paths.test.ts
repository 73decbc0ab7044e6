import { describe, expect, it } from 'vitest'
import { checkSocketPath, resolvePaths } from './paths.ts'

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

  it('of sockets are checked in bytes', () => {
    expect(checkSocketPath('/'.padEnd(107, 'x'))).toHaveLength(107)
    expect(() => checkSocketPath('/'.padEnd(108, 'x'))).toThrow(/too long/)
    expect(() => checkSocketPath('/'.padEnd(60, '\u00e9'))).toThrow(/too long/)
  })
})
