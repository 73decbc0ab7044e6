import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import path from 'node:path'
import { root } from '../../lib/paths.mjs'

/** In seconds since 1970; undefined where git knows of no commit. */
export function commitTime() {
  const commit = spawnSync('git', ['log', '-1', '--format=%ct'], { cwd: root, encoding: 'utf8' })
  return commit.status === 0 ? Number(commit.stdout.trim()) || undefined : undefined
}

/**
 * When what is packaged was last changed: SOURCE_DATE_EPOCH (reproducible-builds.org) where it is set,
 * else the last commit, else, in a copy without history, the manifest.
 */
export function changeTime() {
  const given = process.env['SOURCE_DATE_EPOCH']
  if (given) {
    if (!/^\d+$/.test(given)) throw new Error(`SOURCE_DATE_EPOCH is "${given}", not a number.`)
    return new Date(Number(given) * 1000)
  }
  const seconds = commitTime()
  return seconds === undefined
    ? statSync(path.join(root, 'package.json')).mtime
    : new Date(seconds * 1000)
}
