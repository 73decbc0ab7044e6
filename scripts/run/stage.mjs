import { createHash } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs'
import path from 'node:path'
import { accountCan, asAccount } from '../lib/account.mjs'
import { capture, CommandError } from '../lib/command.mjs'
import { hashFile, hashTree } from '../lib/hash.mjs'
import { readJson, writeJson } from '../lib/json-file.mjs'
import { cacheDir, root } from '../lib/paths.mjs'
import { ensureRootDirectory, linkTree, remove } from './sync.mjs'

/** @typedef {import('../lib/account.mjs').Account} Account */

/** What a run writes, by the run that writes it. */
const results = Object.freeze({
  start: [],
  test: ['test-results', 'playwright-report', 'coverage'],
  demo: ['demo-out'],
  bench: ['bench.json'],
})

/** Not part of the sources: made, fetched, or git's own. */
const notSources = new Set([
  ...['.git', '.cache', 'node_modules', 'out'],
  ...Object.values(results).flat(),
])

/** What set-up fetched and a run only reads. */
const fetched = ['electron-runtime', 'electron-25-types', 'test-guest']

/**
 * Whether the account can work in the checkout itself: reach it, and write where a run writes.
 * @param {Account} account
 */
export function canWorkInPlace(account) {
  const made = ['.cache', 'node_modules', 'dist', ...Object.values(results).flat()]
    .map((name) => path.join(root, name))
    .filter((dir) => existsSync(dir))
  const test = 'for dir in "$@"; do test -r "$dir" && test -w "$dir" || exit 1; done'
  return accountCan(account, ['/bin/sh', '-c', test, 'test', root, ...made])
}

/**
 * Where the copy for this checkout and this account is: named after both, so that two of either
 * do not meet.
 * @param {Account} account
 */
function stageDir(account) {
  const id = createHash('sha256').update(`${root}\0${account.uid}`).digest('hex').slice(0, 12)
  return path.join('/var/tmp', `guesthouse-${id}`)
}

/** @param {string} base a directory that only root can write to, made if it is not there */
function ensureBase(base) {
  mkdirSync(base, { recursive: true, mode: 0o755 })
  const stat = lstatSync(base)
  if (!stat.isDirectory() || stat.uid !== 0 || (stat.mode & 0o022) !== 0) {
    throw new Error(`${base} belongs to somebody else. Remove it, then run the command again.`)
  }
}

/**
 * A directory of root's in which the account makes files of its own, but cannot replace what root
 * put there, because the directory is sticky.
 * @param {string} dir
 * @param {Account} account
 */
function ensureSharedDirectory(dir, account) {
  ensureRootDirectory(dir)
  chownSync(dir, 0, account.gid)
  chmodSync(dir, 0o1775)
}

/**
 * Whoever else is in the account's group could change what it runs.
 * @param {Account} account
 */
function demandOwnGroup({ name, gid }) {
  const group = spawnSync('getent', ['group', `${gid}`], { encoding: 'utf8' }).stdout.trim()
  const [groupName, , , members = ''] = group.split(':')
  if (groupName === name && members.split(',').every((member) => member === '' || member === name))
    return
  throw new Error(
    `The account ${name} shares its group with others, and cannot reach ${root}. Move the checkout to where ${name} can work in it, then run the command again.`,
  )
}

/**
 * Root packs the sources and the account unpacks them, so that root writes nothing where the
 * account could have put a link.
 * @param {string} base
 * @param {string} stage
 * @param {Account} account
 */
function stageSources(base, stage, account) {
  const names = readdirSync(root).filter((name) => !notSources.has(name))
  const kept = [...notSources].flatMap((name) => ['!', '-name', name])
  const old = ['find', stage, '-mindepth', '1', '-maxdepth', '1', ...kept]
  asAccount(account, [...old, '-exec', 'rm', '-rf', '--', '{}', '+'])
  const archive = path.join(base, 'sources.tar')
  const options = ['--create', '--hard-dereference', `--file=${archive}`, `--directory=${root}`]
  const packed = spawnSync('tar', [...options, '--', ...names.map((name) => `./${name}`)], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  })
  // 1: a file changed while it was read, as files do in a checkout that is worked in.
  if (packed.status !== 0 && packed.status !== 1) {
    throw new CommandError('The sources could not be packed.', packed.stderr)
  }
  const stdin = openSync(archive, 'r')
  try {
    asAccount(account, ['tar', '--extract', '--file=-', `--directory=${stage}`], { stdin })
  } finally {
    closeSync(stdin)
    rmSync(archive)
  }
}

/** Changes whenever something was installed into node_modules, which is too big to look through. */
const installedKey = () =>
  [
    hashFile(path.join(root, 'node_modules', '.package-lock.json')),
    hashTree(root, ['node_modules/electron/dist/version']),
  ].join(' ')

/** @param {string} stage @param {Account} account */
function stageNodeModules(stage, account) {
  const keyFile = path.join(stage, '..', 'node-modules.json')
  const target = path.join(stage, 'node_modules')
  const key = installedKey()
  if (readJson(keyFile)?.key === key && existsSync(target)) return
  rmSync(keyFile, { force: true })
  // Tools keep caches of their own at its top.
  const own = (/** @type {string} */ name) => /^\.(vite|vite-temp|cache)(\/|$)/.test(name)
  ensureSharedDirectory(target, account)
  linkTree(path.join(root, 'node_modules'), target, own)
  writeJson(keyFile, { key })
}

/** @param {string} stage @param {Account} account */
function stageCache(stage, account) {
  const cache = path.join(stage, '.cache')
  ensureSharedDirectory(cache, account)
  for (const name of fetched) {
    const from = path.join(cacheDir, name)
    const to = path.join(cache, name)
    if (existsSync(from)) linkTree(from, to)
    else remove(to)
  }
  const problems = path.join(cacheDir, 'setup-problems.json')
  const target = path.join(cache, path.basename(problems))
  remove(target)
  if (existsSync(problems)) copyFileSync(problems, target, constants.COPYFILE_EXCL)
}

/**
 * An empty repository: lint asks git which files are sources, and untracked ones count.
 * @param {string} stage
 * @param {Account} account
 */
function stageRepository(stage, account) {
  if (existsSync(path.join(stage, '.git', 'HEAD'))) return
  const search = `PATH=${process.env['PATH'] ?? '/usr/bin:/bin'}`
  // Without root's home, whose settings the account may not read.
  accountCan(account, ['env', '-i', search, 'git', 'init', '--quiet', '--', stage])
}

/**
 * Brings the account's copy of the checkout up to date: sources and build as files of its own,
 * what was fetched as links.
 * @param {Account} account
 * @returns {string} the copy
 */
export function stageCheckout(account) {
  demandOwnGroup(account)
  const base = stageDir(account)
  ensureBase(base)
  const stage = path.join(base, 'checkout')
  ensureSharedDirectory(stage, account)
  stageSources(base, stage, account)
  if (existsSync(path.join(root, 'node_modules'))) stageNodeModules(stage, account)
  stageCache(stage, account)
  stageRepository(stage, account)
  return stage
}

/**
 * The node to run as the account: this one, or a copy where the account cannot reach it, as with
 * one that is installed in root's own home.
 * @param {Account} account
 */
export function reachableNode(account) {
  if (accountCan(account, [process.execPath, '--version'])) return process.execPath
  const base = stageDir(account)
  ensureBase(base)
  const copy = path.join(base, 'bin', 'node')
  mkdirSync(path.dirname(copy), { recursive: true, mode: 0o755 })
  const { size } = statSync(process.execPath)
  if (!existsSync(copy) || statSync(copy).size !== size) {
    copyFileSync(process.execPath, copy)
    chmodSync(copy, 0o755)
  }
  return copy
}

/** @param {string} stage @param {keyof typeof results} verb @param {Account} account */
export function removeOldResults(stage, verb, account) {
  const old = results[verb].map((name) => path.join(stage, name))
  if (old.length > 0) asAccount(account, ['rm', '-rf', '--', ...old])
}

/**
 * Takes what a run made back into the checkout, as its owner's. The account packs it, so that a
 * link shows nothing that the account could not read; root unpacks it where nobody else can go,
 * and keeps plain files and directories alone.
 * @param {string} stage
 * @param {keyof typeof results} verb
 * @param {Account} account
 */
export function bringBackResults(stage, verb, account) {
  const { uid, gid } = statSync(root)
  const inStage = new Set(readdirSync(stage))
  for (const name of results[verb]) remove(path.join(root, name))
  const made = results[verb].filter((name) => inStage.has(name))
  if (made.length === 0) return
  const work = mkdtempSync(path.join(stage, '..', 'results-'))
  try {
    const archive = path.join(work, 'archive.tar')
    const stdout = openSync(archive, 'wx', 0o600)
    try {
      const from = ['--file=-', `--directory=${stage}`]
      asAccount(account, ['tar', '--create', ...from, '--', ...made], { stdout })
    } finally {
      closeSync(stdout)
    }
    const unpacked = path.join(work, 'unpacked')
    mkdirSync(unpacked)
    const safely = ['--no-same-owner', '--no-same-permissions', '--no-overwrite-dir']
    capture('tar', ['--extract', ...safely, `--file=${archive}`, `--directory=${unpacked}`])
    capture('find', [unpacked, '!', '-type', 'f', '!', '-type', 'd', '-delete'])
    capture('chmod', ['-R', 'u=rwX,go=rX', unpacked])
    capture('chown', ['-R', `${uid}:${gid}`, unpacked])
    for (const name of made) {
      const file = path.join(unpacked, name)
      if (existsSync(file)) capture('mv', ['-T', '--', file, path.join(root, name)])
    }
  } finally {
    remove(work)
  }
}
