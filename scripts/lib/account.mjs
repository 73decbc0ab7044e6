import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { capture, CommandError } from './command.mjs'

/**
 * @typedef {{ name: string, uid: number, gid: number, home: string }} Account
 */

/** The account that set-up creates where root has no ordinary one behind it. */
export const developmentAccount = 'guesthouse-dev'

/**
 * @param {string | number} key a name or a uid
 * @returns {Account | undefined}
 */
export function lookUpAccount(key) {
  const result = spawnSync('getent', ['passwd', String(key)], { encoding: 'utf8' })
  if (result.status !== 0) return undefined
  const [name, , uid, gid, , home] = result.stdout.trim().split(':')
  if (!name || uid === undefined || gid === undefined || !home) return undefined
  return { name, uid: Number(uid), gid: Number(gid), home }
}

/**
 * The ordinary account that root runs everything as: the one behind sudo, else the one that
 * set-up creates. Undefined where that one has not been created yet.
 * @returns {Account | undefined}
 */
export function ordinaryAccount() {
  const behindSudo = process.env['SUDO_UID']
  if (behindSudo && behindSudo !== '0') {
    const account = lookUpAccount(behindSudo)
    if (account) return account
  }
  return lookUpAccount(developmentAccount)
}

/** Creates the development account, with access to KVM where the host has a group for it. */
export function createDevelopmentAccount() {
  capture('useradd', ['--create-home', '--user-group', '--shell', '/bin/sh', developmentAccount])
  if (/^kvm:/m.test(readFileSync('/etc/group', 'utf8'))) {
    capture('usermod', ['--append', '--groups', 'kvm', developmentAccount])
  }
}

/**
 * The command line prefix with which root becomes an account for good: every uid, gid and group,
 * no capability left, and an end with its parent.
 * @param {Account} account
 * @returns {string[]}
 */
export const becoming = (account) => [
  'setpriv',
  '--reuid',
  String(account.uid),
  '--regid',
  String(account.gid),
  '--init-groups',
  '--inh-caps=-all',
  '--pdeathsig',
  'TERM',
  '--',
]

/**
 * Runs a command as the account and waits for it. Throws CommandError where it fails.
 * @param {Account} account
 * @param {readonly string[]} command
 * @param {{ input?: Buffer, stdin?: number, stdout?: number }} [options] descriptors of open files
 */
export function asAccount(account, command, { input, stdin, stdout } = {}) {
  const [name = '', ...args] = [...becoming(account), ...command]
  const result = spawnSync(name, args, {
    cwd: '/',
    ...(input === undefined ? {} : { input }),
    stdio: [stdin ?? (input === undefined ? 'ignore' : 'pipe'), stdout ?? 'ignore', 'pipe'],
  })
  if (result.error || result.status !== 0) {
    const output = String(result.stderr ?? '')
    const how = result.error?.message ?? `ended with ${result.signal ?? result.status}`
    throw new CommandError(`${command[0]} as ${account.name}: ${how} ${output}`.trim(), output)
  }
}

/**
 * Whether the account can do something, by letting it try.
 * @param {Account} account
 * @param {readonly string[]} command
 */
export function accountCan(account, command) {
  const [name, ...args] = [...becoming(account), ...command]
  return name !== undefined && spawnSync(name, args, { stdio: 'ignore', cwd: '/' }).status === 0
}
