// Makes packages: node scripts/package/main.mjs [--release] [dir] [deb]
import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { which } from '../lib/command.mjs'
import { say, seconds, warn } from '../lib/console.mjs'
import { endWith } from '../lib/end.mjs'
import { messageOf } from '../lib/errors.mjs'
import { root } from '../lib/paths.mjs'
import { buildPackages } from './build-packages.mjs'
import { commitTime } from './deb/change-time.mjs'
import { maintainer, manifest } from './identity.mjs'
import { appChecks } from './inspect/app.mjs'
import { Checks } from './inspect/check.mjs'
import { daemonDebChecks } from './inspect/daemon-deb.mjs'
import { debChecks } from './inspect/deb.mjs'

const kinds = /** @type {const} */ (['dir', 'deb'])

/** What a release needs that a package for trying out does not. Throws with the first that is not so. */
function demandReleasable() {
  if (!maintainer()) {
    throw new Error('A release names its maintainer: set DEBEMAIL, and DEBFULLNAME to the name.')
  }
  const status = spawnSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' })
  if (status.status !== 0 || status.stdout !== '') {
    throw new Error('A release is made of what is committed: git status has to be clean.')
  }
  if (!process.env['SOURCE_DATE_EPOCH'] && commitTime() === undefined) {
    throw new Error('A release has the time of its commit, and git tells none.')
  }
  const changes = readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8')
  if (!changes.includes(`\n## ${manifest.version}`)) {
    throw new Error(`CHANGELOG.md says nothing of ${manifest.version}.`)
  }
}

/** @param {readonly string[]} args */
function parse(args) {
  const release = args.includes('--release')
  const named = args.filter((argument) => argument !== '--release')
  const targets = kinds.filter((kind) => named.includes(kind))
  const unknown = named.filter((name) => !kinds.some((kind) => kind === name))
  return unknown.length > 0
    ? undefined
    : { release, targets: targets.length > 0 ? targets : [...kinds] }
}

/**
 * Looks into what is to be released, as the tests look into what they make.
 * @param {Awaited<ReturnType<typeof buildPackages>>} made
 * @returns {Promise<boolean>} whether it is right
 */
async function inspect({ unpacked, packages, daemon, standIn }) {
  const checks = new Checks()
  await checks.all(appChecks({ unpacked, hasDpkg: which('dpkg-deb') !== undefined }))
  for (const deb of packages) await checks.all(debChecks({ deb, standIn }))
  for (const deb of daemon) await checks.all(daemonDebChecks(deb))
  return checks.counts.failed === 0
}

/** @param {{ release: boolean, targets: readonly ('dir' | 'deb')[] }} options */
async function make({ release, targets }) {
  const started = Date.now()
  if (release) demandReleasable()
  const built = spawnSync(process.execPath, ['scripts/build/main.mjs'], {
    cwd: root,
    stdio: 'inherit',
  })
  if (built.status !== 0) return 1
  const compression = release ? 'xz' : 'gzip'
  const made = await buildPackages({ targets, compression, release })
  if (release && !(await inspect(made))) {
    warn('What was made is not for release: see above.')
    return 1
  }
  const { unpacked, packages, daemon, standIn, electron } = made
  say(`\nElectron ${electron}${standIn ? ', the stand-in: NOT FOR RELEASE' : ''}`)
  say(`  ${path.relative(root, unpacked)}/`)
  for (const file of [...packages, ...daemon]) {
    const megabytes = (statSync(file).size / 1e6).toFixed(1)
    say(`  ${path.relative(root, file)}  ${megabytes} MB`)
  }
  say(`package: done in ${seconds(Date.now() - started)}`)
  return 0
}

try {
  const options = parse(process.argv.slice(2))
  if (options === undefined) {
    warn('Usage: node scripts/package/main.mjs [--release] [dir] [deb]')
    endWith(2)
  } else endWith(await make(options))
} catch (error) {
  warn(messageOf(error))
  endWith(1)
}
