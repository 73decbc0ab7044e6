import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { capture } from '../../lib/command.mjs'
import {
  configFile,
  daemonFiles,
  daemonLibDir,
  daemonLink,
  daemonName,
} from '../daemon/installed-files.mjs'
import { depends, recommends } from '../daemon/relations.mjs'
import { manifest } from '../identity.mjs'
import { demand } from './check.mjs'
import { contents, lintian, modes } from './members.mjs'

/** @param {string} deb @param {string} name */
const field = (deb, name) => capture('dpkg-deb', ['--field', deb, name]).toString().trim()

/** @param {string} deb */
function control(deb) {
  const wanted = {
    Package: daemonName,
    Architecture: 'all',
    Depends: depends.join(', '),
    Recommends: recommends.join(', '),
  }
  for (const [name, value] of Object.entries(wanted)) {
    demand(field(deb, name) === value, `${name} is ${field(deb, name)}`)
  }
  demand(field(deb, 'Version').startsWith(`${manifest.version}-`), `it is ${field(deb, 'Version')}`)
}

/** Nothing but what is listed, and its documents; all of it root's, and nothing that gives rights away. */
function members(/** @type {string} */ deb) {
  const all = contents(deb)
  modes(all)
  const files = all.filter(({ mode }) => !mode.startsWith('d'))
  const doc = `/usr/share/doc/${daemonName}`
  const wanted = [
    ...daemonFiles.map(({ target }) => target),
    daemonLink.target,
    ...['changelog.Debian.gz', 'changelog.gz', 'copyright', 'libraries.txt.gz'].map(
      (name) => `${doc}/${name}`,
    ),
  ]
  const names = files.map(({ name }) => name)
  demand(names.sort().join() === wanted.sort().join(), `it holds ${names.join(', ')}`)
  const runs = files.filter(({ mode }) => mode === '-rwxr-xr-x').map(({ name }) => name)
  demand(runs.join() === `${daemonLibDir}/guesthoused`, `these can be run: ${runs.join(', ')}`)
  const others = files.filter(
    ({ mode }) => !['-rwxr-xr-x', '-rw-r--r--', 'lrwxrwxrwx'].includes(mode),
  )
  demand(others.length === 0, others.map(({ mode, name }) => `${mode} ${name}`).join(', '))
}

/**
 * Unpacks it, without its scripts, and has what is inside do what can be done without an account: print,
 * and write what the services are given into the tree.
 * @param {string} deb
 */
function unpackedRuns(deb) {
  const tree = mkdtempSync(path.join(os.tmpdir(), 'guesthouse-unpacked-'))
  try {
    capture('dpkg-deb', ['--extract', deb, tree])
    const command = path.join(tree, daemonLink.target)
    const version = capture(command, ['--version']).toString()
    demand(version === `guesthoused ${manifest.version}\n`, version)
    const config = path.join(tree, configFile)
    mkdirSync(path.join(tree, 'image'))
    const image = path.join(tree, 'image')
    capture(command, ['configure', '--config', config, '--root', image])
    const dropIn = 'etc/systemd/system/guesthoused.service.d/50-features.conf'
    const written = readFileSync(path.join(image, dropIn), 'utf8')
    demand(written.includes('\nAmbientCapabilities=CAP_SETGID CAP_SETUID\n'), written)
    demand(!existsSync(path.join(image, 'etc/udev')), 'it lends USB devices')
    const wrong = spawnSync(command, [
      'capabilities',
      '--config',
      path.join(tree, daemonLink.target),
    ])
    demand(wrong.status === 78, `of a file that is no configuration it made ${wrong.status}`)
  } finally {
    rmSync(tree, { recursive: true })
  }
}

/** @param {string} deb */
function conffiles(deb) {
  const names = capture('dpkg-deb', ['--info', deb, 'conffiles']).toString()
  demand(names === `${configFile}\n`, `its conffiles: ${names}`)
}

/** @param {string} deb @returns {import('./check.mjs').Check[]} */
export const daemonDebChecks = (deb) => [
  { name: 'guesthoused: fields of its package', run: () => control(deb) },
  { name: 'guesthoused: files, their owners and modes', run: () => members(deb) },
  { name: 'guesthoused: an administrator’s file stays', run: () => conffiles(deb) },
  { name: 'guesthoused: lintian finds no error', run: () => lintian(deb) },
  { name: 'guesthoused: it runs as it was unpacked', run: () => unpackedRuns(deb) },
]
