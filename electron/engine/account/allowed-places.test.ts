import { describe, expect, it } from 'vitest'
import { foldersTo, isAllowed } from './allowed-places.ts'

const places = { directories: ['/srv/vms', '/srv/vms/inner', '/data/'], files: ['/dev-images/a'] }

describe('a file that guests may use', () => {
  it.each([
    ['/srv/vms/disk', true],
    ['/srv/vms/a/b/disk', true],
    ['/data/disk', true],
    ['/dev-images/a', true],
    ['/dev-images/ab', false],
    ['/dev-images/a/b', false],
    ['/srv/vms', false],
    ['/srv/vms2/disk', false],
    ['/srv/disk', false],
    ['/etc/shadow', false],
  ])('%s: %s', (path, allowed) => {
    expect(isAllowed(path, places)).toBe(allowed)
  })

  it('is reached through the folders from the allowed one on', () => {
    expect(foldersTo('/srv/vms/inner/x/disk', places)).toEqual([
      '/srv/vms',
      '/srv/vms/inner',
      '/srv/vms/inner/x',
    ])
    expect(foldersTo('/srv/vms/disk', places)).toEqual(['/srv/vms'])
    expect(foldersTo('/dev-images/a', places)).toEqual([])
  })

  it('may lie anywhere where the root is allowed', () => {
    const all = { directories: ['/'], files: [] }
    expect(isAllowed('/srv/disk', all)).toBe(true)
    expect(foldersTo('/srv/disk', all)).toEqual(['/', '/srv'])
  })
})
