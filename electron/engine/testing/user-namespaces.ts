import { spawnSync } from 'node:child_process'
import type { TestContext } from 'vitest'
import { skipWhere } from './skip-where.ts'

const probe = ['-Urm', 'mount', '-t', 'tmpfs', '-o', 'size=64k', 'none', '/mnt']

/** Some distributions do not let a user make a file system of his own, not even in a namespace. */
export function needsOwnFileSystem(context: TestContext): void {
  const { status } = spawnSync('unshare', probe)
  skipWhere(context, status !== 0, 'this user may mount nothing, not even in a namespace')
}
