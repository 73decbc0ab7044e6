import { readFileSync } from 'node:fs'
import path from 'node:path'
import { capture, CommandError, which } from '../lib/command.mjs'
import { root } from '../lib/paths.mjs'
import { isRoot } from '../lib/privilege.mjs'
import { messageOf } from '../lib/errors.mjs'
import { Problem } from './step.mjs'

/** As the package installs it. */
const file = path.join(root, 'assets/sysusers/guesthouse.conf')

/** What is in a database of accounts, a line each, without what the network has. @param {string} name */
const lines = (name) =>
  readFileSync(`/etc/${name}`, 'utf8')
    .split('\n')
    .map((line) => line.split(':'))

/** The accounts that are not there, or that are not in their groups. */
function missing() {
  const accounts = new Set(lines('passwd').map(([name]) => name))
  const groups = new Map(lines('group').map(([name, , , list = '']) => [name, list.split(',')]))
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.split(/\s+/))
    .filter(
      ([type, name = '', group]) =>
        (type === 'u' && !accounts.has(name)) ||
        (type === 'm' && !groups.get(group)?.includes(name)),
    )
    .map(([, name]) => name)
}

/**
 * The accounts of guesthoused, for the tests of it that root runs. They are system accounts without a
 * password or a shell, and stay.
 * @type {import('./step.mjs').Step}
 */
export const daemonAccounts = {
  name: 'accounts of the system daemon',
  pending: () => {
    if (!isRoot || !which('systemd-sysusers')) return undefined
    const names = new Set(missing())
    return names.size > 0 ? `missing: ${[...names].join(', ')}` : undefined
  },
  run: () => {
    try {
      capture('systemd-sysusers', [file])
    } catch (error) {
      const output = error instanceof CommandError ? error.output.trim() : ''
      throw new Problem(
        `The accounts could not be created: ${output || messageOf(error)}.`,
        'The tests of the system daemon that need them are skipped.',
      )
    }
  },
}
