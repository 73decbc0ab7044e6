import { chownSync, existsSync, lstatSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { accountCan, asAccount } from '../lib/account.mjs'

/** @typedef {import('../lib/account.mjs').Account} Account */

/** What root's environment may hand on. npm's own variables and NODE_OPTIONS are not among it. */
const handedOn = new RegExp(
  [
    '^(LANG|LANGUAGE|LC_.*|TZ|TERM|COLORTERM|NO_COLOR|FORCE_COLOR|CI|DEBUG|PWDEBUG)$',
    '^(https?|no|all)_proxy$',
    '^(NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|SSL_CERT_DIR)$',
    '^(ELECTRON_RUNTIME|ELECTRON_ENABLE_LOGGING)$',
    '^(GUESTHOUSE|VITEST|PLAYWRIGHT)_',
    '^(DISPLAY|WAYLAND_DISPLAY|XAUTHORITY)$',
  ].join('|'),
  'i',
)

/**
 * The account's runtime directory: the one its login session has, else one that stays for as long
 * as the machine is up, because machines that run keep their sockets there.
 * @param {Account} account
 */
function runtimeDirectory({ uid, gid }) {
  const session = `/run/user/${uid}`
  if (existsSync(session) && statSync(session).uid === uid) return session
  const own = `/tmp/guesthouse-runtime-${uid}`
  if (!existsSync(own)) {
    mkdirSync(own, { mode: 0o700 })
    chownSync(own, uid, gid)
  }
  const stat = lstatSync(own)
  if (!stat.isDirectory() || stat.uid !== uid || (stat.mode & 0o077) !== 0) {
    throw new Error(`${own} belongs to somebody else. Remove it, then run the command again.`)
  }
  return own
}

/**
 * The cookie of root's display, where the account can read it.
 * @param {Account} account
 * @param {string} runtime
 */
function readableAuthority(account, runtime) {
  const given =
    process.env['XAUTHORITY'] ?? path.join(process.env['HOME'] ?? '/root', '.Xauthority')
  if (!existsSync(given)) return undefined
  if (accountCan(account, ['test', '-r', given])) return given
  const copy = path.join(runtime, 'guesthouse-xauthority')
  // The account writes it itself: in its own directory, root could be led anywhere by a link.
  asAccount(account, ['/bin/sh', '-c', 'umask 077; rm -f "$1"; cat >"$1"', 'write', copy], {
    input: readFileSync(given),
  })
  return copy
}

/**
 * The environment that the account would have had it logged in, with what of root's is of use.
 * @param {Account} account
 * @param {string} node
 * @returns {NodeJS.ProcessEnv}
 */
export function accountEnvironment(account, node) {
  const runtime = runtimeDirectory(account)
  /** @type {NodeJS.ProcessEnv} */
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => handedOn.test(name)),
  )
  env['LANG'] ??= 'C.UTF-8'
  env['HOME'] = account.home
  env['USER'] = account.name
  env['LOGNAME'] = account.name
  env['SHELL'] = '/bin/sh'
  env['PATH'] = `${path.dirname(node)}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`
  env['XDG_RUNTIME_DIR'] = runtime
  const bus = path.join(runtime, 'bus')
  if (existsSync(bus)) env['DBUS_SESSION_BUS_ADDRESS'] = `unix:path=${bus}`
  const authority = env['DISPLAY'] ? readableAuthority(account, runtime) : undefined
  if (authority) env['XAUTHORITY'] = authority
  else delete env['XAUTHORITY']
  const wayland = env['WAYLAND_DISPLAY']
  if (wayland) {
    const socket = path.resolve(process.env['XDG_RUNTIME_DIR'] ?? runtime, wayland)
    if (accountCan(account, ['test', '-w', socket])) env['WAYLAND_DISPLAY'] = socket
    else delete env['WAYLAND_DISPLAY']
  }
  return env
}
