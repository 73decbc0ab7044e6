import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { capture } from '../../lib/command.mjs'
import { installedFiles, libDir } from '../deb/installed-files.mjs'
import { manifest } from '../identity.mjs'
import { demand } from './check.mjs'

/** As dpkg-deb lists a member: mode, owner/group, size, date, time, name, and where a link leads. */
const member = /^(\S{10}) (\S+) +\d+ \S+ \S+ \.(\/.*?)(?: -> .*)?$/

/** @typedef {{ mode: string, owner: string, name: string }[]} Members */

/** @param {string} deb @returns {Members} */
function contents(deb) {
  const lines = capture('dpkg-deb', ['--contents', deb]).toString().trimEnd().split('\n')
  return lines.map((line) => {
    const [, mode = '', owner = '', name = ''] = member.exec(line) ?? []
    demand(name, `dpkg-deb printed: ${line}`)
    return { mode, owner, name: name.replace(/(?<=.)\/$/, '') }
  })
}

/** @param {Members} members */
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

/** Everything is root's, nobody else can write to it, and nothing gives rights away. @param {Members} members */
function modes(members) {
  const odd = members.filter(
    ({ mode, owner }) =>
      owner !== 'root/root' || (!mode.startsWith('l') && /^.{5}w|^.{8}w|[stST]/.test(mode)),
  )
  demand(odd.length === 0, odd.map((one) => Object.values(one).join(' ')).join('\n'))
}

/** A package of the stand-in says so by its name. @param {string} deb @param {boolean} standIn */
function fileName(deb, standIn) {
  const name = path.basename(deb)
  demand(name.includes('NOT-FOR-RELEASE') === standIn, `it is called ${name}`)
}

/** @param {string} deb */
function lintian(deb) {
  const args = ['--no-cfg', '--color=never', '--fail-on=error', '--tag-display-limit=0', deb]
  const { status, stdout, stderr, error } = spawnSync('lintian', args, { encoding: 'utf8' })
  if (error) throw new Error(`lintian could not be run: ${error.message}`)
  const errors = stdout.split('\n').filter((line) => line.startsWith('E:'))
  demand(status === 0, errors.length > 0 ? errors.join('\n') : `${stdout}${stderr}`)
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
