import path from 'node:path'
import { installedFiles, libDir } from '../deb/installed-files.mjs'
import { manifest } from '../identity.mjs'
import { demand } from './check.mjs'
import { contents, lintian, modes } from './members.mjs'

/** @param {import('./members.mjs').Members} members */
function files(members) {
  const names = new Set(members.map(({ name }) => name))
  const wanted = [
    ...installedFiles.map(({ target }) => target),
    `/usr/bin/${manifest.name}`,
    `${libDir}/${manifest.name}`,
    `/usr/share/doc/${manifest.name}/copyright`,
  ]
  const missing = wanted.filter((name) => !names.has(name))
  demand(missing.length === 0, `it lacks ${missing.join(', ')}`)
  const outside = [...names].filter((name) => !/^\/(usr(\/.*)?)?$/.test(name))
  demand(outside.length === 0, `it puts something outside of /usr: ${outside.join(', ')}`)
}

/** A package of the stand-in says so by its name. @param {string} deb @param {boolean} standIn */
function fileName(deb, standIn) {
  const name = path.basename(deb)
  demand(name.includes('NOT-FOR-RELEASE') === standIn, `it is called ${name}`)
}

/**
 * @param {{ deb: string, standIn: boolean }} options
 * @returns {import('./check.mjs').Check[]}
 */
export const debChecks = ({ deb, standIn }) => [
  { name: 'name of the package', run: () => fileName(deb, standIn) },
  {
    name: 'files of the package, their owners and modes',
    run: () => {
      const members = contents(deb)
      files(members)
      modes(members)
    },
  },
  { name: 'lintian finds no error', run: () => lintian(deb) },
]
