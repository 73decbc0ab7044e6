import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { capture, runQuietly } from '../../lib/command.mjs'
import { progress } from '../../lib/console.mjs'
import { filesBelow, hashTree } from '../../lib/hash.mjs'
import { appId, manifest } from '../identity.mjs'
import { demand } from './check.mjs'

/** Of the installed package. */
export const installed = {
  executable: `/usr/bin/${manifest.name}`,
  entry: `/usr/share/applications/${appId}.desktop`,
}

/** Whether this computer has the package already, which is then not ours to remove. */
export const isInstalled = () =>
  spawnSync('dpkg-query', ['--status', manifest.name], { stdio: 'ignore' }).status === 0

const apt = ['--yes', '--option', 'DPkg::Lock::Timeout=300']

/** @param {readonly string[]} args */
const aptGet = (args) =>
  runQuietly('apt-get', [...apt, ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    heartbeat: progress('apt-get'),
  })

/** Takes nothing away and, without what is recommended, adds nothing that tests do not need anyway. */
export const install = (/** @type {string} */ deb) =>
  aptGet(['install', '--no-install-recommends', '--no-remove', deb])

export const purge = () => aptGet(['purge', manifest.name])

/** @param {readonly string[]} args of find */
const found = (args) =>
  capture('find', [...args, '-print0'])
    .toString()
    .split('\0')
    .filter(Boolean)

/**
 * Every file where packages put theirs. Services write to /var at any time: there only what can be ours
 * counts, and of what package managers note nothing.
 * @returns {Set<string>}
 */
export function systemFiles() {
  const notes = ['/var/lib/dpkg', '/var/lib/apt', '/var/cache', '/var/log', '/var/tmp']
  const prune = notes.flatMap((dir) => ['-o', '-path', dir]).slice(1)
  const ours = ['-name', `*${manifest.name}*`, '-o', '-name', '*x-libvirt-domain*']
  return new Set([
    ...found(['/usr', '/etc', '/opt', '-xdev', '!', '-name', '*.pyc']),
    ...found(['/var', '-xdev', '(', ...prune, ')', '-prune', '-o', '(', ...ours, ')']),
  ])
}

/** @param {ReadonlySet<string>} before */
export function nothingIsLeft(before) {
  const after = systemFiles()
  const left = [...after].filter((file) => !before.has(file))
  const gone = [...before].filter((file) => !after.has(file))
  demand(left.length === 0, `left behind: ${left.join(', ')}`)
  demand(gone.length === 0, `taken away: ${gone.join(', ')}`)
}

/** The link in PATH leads to the app, and the libraries that it is linked with are there. */
export function isComplete() {
  const missing = capture('ldd', [realpathSync(installed.executable)])
    .toString()
    .split('\n')
    .filter((line) => line.includes('not found'))
  demand(missing.length === 0, missing.join('\n'))
  const cache = readFileSync('/usr/share/mime/types', 'utf8')
  demand(
    cache.includes('application/x-libvirt-domain+xml'),
    'the type of libvirt’s files is unknown',
  )
}

/** What a user's machines are, so that it can be compared. @param {string} home */
export function machinesOf(home) {
  const guests = path.join(home, '.local/share/guesthouse/guests')
  const files = existsSync(guests) ? filesBelow(guests) : []
  demand(
    files.some((file) => path.basename(file) === 'guest.json'),
    `there is no machine in ${guests}`,
  )
  return hashTree(home, ['.local/share/guesthouse', '.config/guesthouse'])
}
