import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { capture } from '../lib/command.mjs'
import { root } from '../lib/paths.mjs'
import { isRoot } from '../lib/privilege.mjs'

/** What set-up and the tests of packages made as root belongs to whom the checkout belongs to. */
export function giveToOwner() {
  if (!isRoot) return
  const { uid, gid } = statSync(root)
  if (uid === 0) return
  const made = ['.cache', 'dist', 'node_modules', 'out']
    .map((name) => path.join(root, name))
    .filter((dir) => existsSync(dir))
  // chrome-sandbox is root's where the sandbox needs it, and chown would take its set-uid bit.
  const keep = ['-name', 'chrome-sandbox', '-perm', '-4000', '-prune', '-o']
  if (made.length === 0) return
  const others = ['(', '!', '-uid', `${uid}`, '-o', '!', '-gid', `${gid}`, ')']
  capture('find', [...made, ...keep, ...others, '-exec', 'chown', '-h', `${uid}:${gid}`, '{}', '+'])
}
