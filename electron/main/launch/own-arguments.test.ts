import { expect, test, vi } from 'vitest'
import { ownArguments } from './own-arguments.ts'

vi.mock('electron', () => ({ app: {} }))

const standAlone = { standAlone: true, path: '/src/app', directory: '/src' }

test.each([
  [['electron', '/src/app', '--open', 'x'], ['/src/app'], ['--open', 'x']],
  [['electron', 'app', 'a.iso'], ['app'], ['a.iso']],
  [['electron', '--inspect=0', './app'], ['--inspect=0', './app'], []],
  [['electron', '-r', '/x.cjs', '/src/app', '--new'], ['-r', '/x.cjs', '/src/app'], ['--new']],
  [['electron', 'link-to-app', '--new', 'app2'], ['link-to-app'], ['--new', 'app2']],
  [['electron'], [], []],
])('under the stand-alone runtime: %j', (argv, before, own) => {
  expect(ownArguments(argv, standAlone)).toEqual({ before, own })
})

test('installed, all that follows is the app’s', () => {
  const argv = ['/opt/guesthouse', '/src/app', '--new']
  const installed = { ...standAlone, standAlone: false }
  expect(ownArguments(argv, installed)).toEqual({ before: [], own: ['/src/app', '--new'] })
})
