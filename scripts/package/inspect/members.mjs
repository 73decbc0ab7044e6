import { spawnSync } from 'node:child_process'
import { capture } from '../../lib/command.mjs'
import { demand } from './check.mjs'

/** As dpkg-deb lists a member: mode, owner/group, size, date, time, name, and where a link leads. */
const member = /^(\S{10}) (\S+) +\d+ \S+ \S+ \.(\/.*?)(?: -> .*)?$/

/** @typedef {{ mode: string, owner: string, name: string }[]} Members */

/** @param {string} deb @returns {Members} */
export function contents(deb) {
  const lines = capture('dpkg-deb', ['--contents', deb]).toString().trimEnd().split('\n')
  return lines.map((line) => {
    const [, mode = '', owner = '', name = ''] = member.exec(line) ?? []
    demand(name, `dpkg-deb printed: ${line}`)
    return { mode, owner, name: name.replace(/(?<=.)\/$/, '') }
  })
}

/** Everything is root's, nobody else can write to it, and nothing gives rights away. @param {Members} members */
export function modes(members) {
  const odd = members.filter(
    ({ mode, owner }) =>
      owner !== 'root/root' || (!mode.startsWith('l') && /^.{5}w|^.{8}w|[stST]/.test(mode)),
  )
  demand(odd.length === 0, odd.map((one) => Object.values(one).join(' ')).join('\n'))
}

/** @param {string} deb */
export function lintian(deb) {
  const args = ['--no-cfg', '--color=never', '--fail-on=error', '--tag-display-limit=0', deb]
  const { status, stdout, stderr, error } = spawnSync('lintian', args, { encoding: 'utf8' })
  if (error) throw new Error(`lintian could not be run: ${error.message}`)
  const errors = stdout.split('\n').filter((line) => line.startsWith('E:'))
  demand(status === 0, errors.length > 0 ? errors.join('\n') : `${stdout}${stderr}`)
}
