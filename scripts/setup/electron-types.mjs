import { existsSync } from 'node:fs'
import path from 'node:path'
import { readJson } from '../lib/json-file.mjs'
import { unpackPackage, withPackage } from '../lib/npm.mjs'
import { cacheDir } from '../lib/paths.mjs'
import { Problem } from './step.mjs'
import { messageOf } from '../lib/errors.mjs'

const dir = path.join(cacheDir, 'electron-25-types', 'node_modules')

/**
 * The types of the fallback runtime's Electron and of the Node inside it. They are fetched beside
 * node_modules because a package of each name is installed there already, in a newer version.
 * @type {readonly (import('../lib/npm.mjs').PinnedPackage & { members?: readonly string[] })[]}
 */
const packages = [
  {
    name: 'electron',
    version: '25.1.1',
    integrity:
      'sha512-WvFUfVsJn6YiP35UxdibYVjU2LceastyMm4SVp2bmb4XvKEvItAIiwxgm7tPC5Syl1243aRCvQLqr84sZ71pyQ==',
    // Its scripts, which would download a binary, stay in the archive.
    members: ['package/package.json', 'package/electron.d.ts'],
  },
  {
    name: '@types/node',
    version: '18.19.130',
    integrity:
      'sha512-GRaXQx6jGfL8sKfaIDD6OupbIHBr9jv7Jnaml9tB7l4v068PAOXqfcujMMo5PhbIs6ggR1XODELqahT2R8v0fg==',
  },
  {
    name: 'undici-types',
    version: '5.26.5',
    integrity:
      'sha512-JlCMO+ehdEIKqlFxk6IfVoAUVmgz7cU7zD/h9XZ0qzeosSHmUJVOzSQvvYSYWXkFXC+IfLKSIffhv0sVZup6pA==',
  },
]

const missing = () =>
  packages.filter(({ name, version, members = [] }) => {
    const installed = path.join(dir, name)
    const whole = members.every((member) =>
      existsSync(path.join(installed, member.replace('package/', ''))),
    )
    return !whole || readJson(path.join(installed, 'package.json'))?.version !== version
  })

/** @type {import('./step.mjs').Step} */
export const electronTypes = {
  name: 'types of Electron 25',
  pending: () => {
    const names = missing().map(({ name, version }) => `${name}@${version}`)
    return names.length > 0 ? names.join(', ') : undefined
  },
  run: async () => {
    for (const wanted of missing()) {
      try {
        await withPackage(wanted, (tarball) =>
          unpackPackage(tarball, path.join(dir, wanted.name), wanted.members),
        )
      } catch (error) {
        throw new Problem(
          messageOf(error),
          'Check the network, then run the command again. Until then the type check fails.',
        )
      }
    }
  },
}
