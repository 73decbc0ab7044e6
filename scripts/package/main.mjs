// Makes packages: node scripts/package/main.mjs [--release] [dir] [deb]
import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { say, seconds, warn } from '../lib/console.mjs'
import { messageOf } from '../lib/errors.mjs'
import { root } from '../lib/paths.mjs'
import { buildPackages } from './build-packages.mjs'
import { maintainer, manifest } from './identity.mjs'

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
  const { unpacked, packages, standIn, electron } = await buildPackages({
    ...{ targets, compression, release },
  })
  say(`\nElectron ${electron}${standIn ? ', the stand-in: NOT FOR RELEASE' : ''}`)
  say(`  ${path.relative(root, unpacked)}/`)
  for (const file of packages) {
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
    process.exitCode = 2
  } else process.exitCode = await make(options)
} catch (error) {
  warn(messageOf(error))
  process.exitCode = 1
}
