import { existsSync } from 'node:fs'
import path from 'node:path'
import { CommandError, runQuietly } from '../lib/command.mjs'
import { progress } from '../lib/console.mjs'
import { hashTree } from '../lib/hash.mjs'
import { root } from '../lib/paths.mjs'
import { readStamp, writeStamp } from '../lib/stamps.mjs'
import { Problem } from './step.mjs'

const builder = path.join('scripts', 'build', 'main.mjs')

/** What `electron .` and the daemon's tests start with. */
const built = [
  ...['main/main.cjs', 'preload/preload.cjs', 'broker/broker.cjs', 'renderer/index.html'],
  'daemon/guesthoused.cjs',
]

/** What the build is made of: a change in any of these makes it anew. */
const sourcesKey = () =>
  hashTree(root, [
    ...['electron', 'renderer', 'shared', 'assets', 'scripts/build'],
    ...['package.json', 'package-lock.json', 'tsconfig.json'],
  ])

/** @type {import('./step.mjs').Step} */
export const build = {
  name: 'build',
  pending: () => {
    if (!built.every((file) => existsSync(path.join(root, 'dist', file)))) return 'not built yet'
    return readStamp('build')?.key === sourcesKey() ? undefined : 'sources have changed'
  },
  run: async () => {
    // Before, so that what changes while it builds is built the next time.
    const key = sourcesKey()
    try {
      await runQuietly(process.execPath, [builder], { cwd: root, heartbeat: progress('building') })
    } catch (error) {
      const output = error instanceof CommandError ? error.output.trim() : String(error)
      throw new Problem(
        `The build failed:\n${output.split('\n').slice(-30).join('\n')}`,
        'Mend what it names, then run: npm run build',
        { fatal: true },
      )
    }
    writeStamp('build', key)
  },
}
