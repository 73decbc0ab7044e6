import { createHash } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs'
import path from 'node:path'
import { accountCan } from '../lib/account.mjs'
import { hashFile, hashTree } from '../lib/hash.mjs'
import { readJson, writeJson } from '../lib/json-file.mjs'
import { cacheDir, root } from '../lib/paths.mjs'
import { copyTree, ensureDirectory, linkTree } from './sync.mjs'

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
  ...['.git', '.cache', 'node_modules', 'dist', 'out'],
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
function ensureRootDirectory(base) {
  mkdirSync(base, { recursive: true, mode: 0o755 })
  const stat = lstatSync(base)
  if (!stat.isDirectory() || stat.uid !== 0 || (stat.mode & 0o022) !== 0) {
    throw new Error(`${base} belongs to somebody else. Remove it, then run the command again.`)
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
  const own = (/** @type {string} */ name) => /^\.(vite|vite-temp|cache)(\/|$)/.test(name)
  linkTree(path.join(root, 'node_modules'), target, { uid: 0, gid: 0 }, own)
  // Tools keep caches of their own at its top.
  lchownSync(target, account.uid, account.gid)
  writeJson(keyFile, { key })
}

/** @param {string} stage @param {Account} account */
function stageCache(stage, account) {
  const cache = path.join(stage, '.cache')
  ensureDirectory(cache, account)
  for (const name of fetched) {
    const from = path.join(cacheDir, name)
    const to = path.join(cache, name)
    if (existsSync(from)) linkTree(from, to, { uid: 0, gid: 0 })
    else rmSync(to, { recursive: true, force: true })
  }
  const problems = path.join(cacheDir, 'setup-problems.json')
  const target = path.join(cache, path.basename(problems))
  rmSync(target, { force: true })
  if (existsSync(problems)) copyFileSync(problems, target)
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
  const base = stageDir(account)
  ensureRootDirectory(base)
  const stage = path.join(base, 'checkout')
  copyTree(root, stage, account, (name) => notSources.has(name))
  if (existsSync(path.join(root, 'node_modules'))) stageNodeModules(stage, account)
  const dist = path.join(root, 'dist')
  if (existsSync(dist)) copyTree(dist, path.join(stage, 'dist'), account)
  else rmSync(path.join(stage, 'dist'), { recursive: true, force: true })
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
  ensureRootDirectory(base)
  const copy = path.join(base, 'bin', 'node')
  mkdirSync(path.dirname(copy), { recursive: true, mode: 0o755 })
  const { size } = statSync(process.execPath)
  if (!existsSync(copy) || statSync(copy).size !== size) {
    copyFileSync(process.execPath, copy)
    chmodSync(copy, 0o755)
  }
  return copy
}

/** @param {string} stage @param {keyof typeof results} verb */
export function removeOldResults(stage, verb) {
  for (const name of results[verb]) rmSync(path.join(stage, name), { recursive: true, force: true })
}

/**
 * Takes what a run made back into the checkout, as its owner's.
 * @param {string} stage
 * @param {keyof typeof results} verb
 */
export function bringBackResults(stage, verb) {
  const { uid, gid } = statSync(root)
  const inStage = new Set(readdirSync(stage))
  for (const name of results[verb]) {
    const target = path.join(root, name)
    rmSync(target, { recursive: true, force: true })
    if (!inStage.has(name)) continue
    const source = path.join(stage, name)
    const stat = lstatSync(source)
    // A link could show root's files to whoever reads the results.
    if (stat.isDirectory()) copyTree(source, target, { uid, gid }, (file) => isLink(source, file))
    else if (stat.isFile()) {
      copyFileSync(source, target)
      lchownSync(target, uid, gid)
    }
  }
}

/** @param {string} base @param {string} name */
const isLink = (base, name) => lstatSync(path.join(base, name)).isSymbolicLink()
