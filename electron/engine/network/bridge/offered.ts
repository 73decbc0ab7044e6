import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isAllowed, readAcl } from './acl.ts'
import { type BridgeHost, prepareBridge } from './prepare.ts'

/** The bridges of this computer, allowed or not. */
export async function allBridges({ sysClassNet }: BridgeHost): Promise<string[]> {
  const names = await readdir(sysClassNet).catch(() => [])
  const isBridge = await Promise.all(
    names.map((name) =>
      stat(join(sysClassNet, name, 'bridge')).then(
        (found) => found.isDirectory(),
        () => false,
      ),
    ),
  )
  return names.filter((_, index) => isBridge[index] === true).sort()
}

/** The bridges of this computer that a guest of this user's can join now. */
export async function bridgesFor(host: BridgeHost): Promise<string[]> {
  const rules = await readAcl(host.aclFile, (path) => readFile(path, 'latin1'))
  if (rules === null) return []
  const bridges = (await allBridges(host)).filter((name) => isAllowed(rules, name))
  const [first] = bridges
  if (first === undefined) return []
  // What else is needed, the helper and its power, is the same for all.
  const { backend } = await prepareBridge(first, '', host)
  return backend.kind === 'bridge' ? bridges : []
}
