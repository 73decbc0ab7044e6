import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { capture, CommandError, runQuietly } from './command.mjs'
import { progress } from './console.mjs'
import { hashFile } from './hash.mjs'
import { cacheDir } from './paths.mjs'

/**
 * What the npm that started us says about itself, and settings that change what ours does or
 * where. Where packages come from (registry, proxy, certificates, cache) is the user's to say.
 */
const notHandedOn = new RegExp(
  [
    '^npm_(package|lifecycle)_',
    '^npm_config_(local_prefix|prefix|global|global_prefix|location|workspaces?|include_workspace_root)$',
    '^npm_config_(ignore_scripts|dry_run|omit|include|only|also|production|install_strategy|install_links)$',
    '^npm_config_(package_lock|package_lock_only|pack_destination|json|loglevel|silent|engine_strict)$',
  ].join('|'),
  'i',
)

function npmCommand() {
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !notHandedOn.test(name)),
  )
  const script = process.env['npm_execpath']
  /** @type {[string, string[]]} */
  const command = script?.endsWith('.js') ? [process.execPath, [script]] : ['npm', []]
  return { command: command[0], before: command[1], env: environment }
}

/**
 * @param {readonly string[]} args
 * @param {{ cwd: string, what: string }} options `what` names it in progress lines
 */
export function npm(args, { cwd, what }) {
  const { command, before, env } = npmCommand()
  return runQuietly(command, [...before, ...args], { cwd, env, heartbeat: progress(what) })
}

/**
 * @typedef {{ name: string, version: string, integrity: string }} PinnedPackage
 * integrity as npm writes it: `sha512-` and base64
 */

/**
 * Fetches a package's archive from the registry without installing it, so that no script of its
 * runs; hands it to `work`, and removes it. Throws where it is not the one that was pinned.
 * @template T
 * @param {PinnedPackage} wanted
 * @param {(tarball: string) => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withPackage({ name, version, integrity }, work) {
  const parent = path.join(cacheDir, 'downloads')
  mkdirSync(parent, { recursive: true })
  const dir = mkdtempSync(path.join(parent, 'pack-'))
  try {
    const spec = `${name}@${version}`
    await npm(['pack', spec, '--silent', '--ignore-scripts', '--pack-destination', dir], {
      cwd: dir,
      what: `fetching ${spec}`,
    })
    // npm's own rule for the name of an archive.
    const tarball = path.join(dir, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`)
    const found = `sha512-${hashFile(tarball, 'sha512', 'base64')}`
    if (found !== integrity) {
      throw new CommandError(`${spec} is not the pinned one: ${found} instead of ${integrity}.`, '')
    }
    return await work(tarball)
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

/**
 * Unpacks beside the place and renames, so that the place holds all of it or nothing.
 * @param {string} tarball
 * @param {string} into replaced; on the cache's file system
 * @param {readonly string[]} [members] as named in the archive; all without it
 */
export function unpackPackage(tarball, into, members = []) {
  mkdirSync(path.dirname(into), { recursive: true })
  const work = mkdtempSync(path.join(cacheDir, 'downloads', 'unpack-'))
  try {
    capture('tar', [
      ...['--extract', '--gzip', '--no-same-owner', '--strip-components=1'],
      ...[`--file=${tarball}`, `--directory=${work}`, ...members],
    ])
    // mkdtemp made it 0700; another account may read it.
    chmodSync(work, 0o755)
    rmSync(into, { recursive: true, force: true })
    renameSync(work, into)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
