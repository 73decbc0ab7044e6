import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Notice } from '../../../../shared/domain/notices.ts'
import { findProgram } from '../../capabilities/find-program.ts'
import { runProgram } from '../../capabilities/run-program.ts'
import type { NicBackend } from '../../preparation/resources.ts'
import { isAllowed, readAcl } from './acl.ts'

/** Where the distributions keep it: Debian and Ubuntu, Fedora, Arch and openSUSE, own builds. */
const HELPERS = [
  '/usr/lib/qemu/qemu-bridge-helper',
  '/usr/libexec/qemu-bridge-helper',
  '/usr/lib/qemu-bridge-helper',
  '/usr/local/libexec/qemu-bridge-helper',
]

/** What is looked at, so that a test can say what is there. */
export interface BridgeHost {
  readonly helpers: readonly string[]
  readonly aclFile: string
  readonly sysClassNet: string
  readonly env: NodeJS.ProcessEnv
}

export const bridgeHost = (env: NodeJS.ProcessEnv): BridgeHost => ({
  ...{ helpers: HELPERS, aclFile: '/etc/qemu/bridge.conf', sysClassNet: '/sys/class/net', env },
})

const GETCAP_TIMEOUT_MS = 2_000

/**
 * Whether QEMU's bridge helper would connect this user's guest to the bridge, found out without
 * running it: what is missing is told with the line that an administrator types to mend it.
 */
export async function prepareBridge(
  bridge: string,
  device: string,
  host: BridgeHost,
): Promise<{ readonly backend: NicBackend; readonly notice: Notice }> {
  const refused = (code: Notice['code'], params: Notice['params']) => ({
    backend: { kind: 'none' } as const,
    notice: { code, device, params: { bridge, ...params } },
  })
  if (!(await isDirectory(join(host.sysClassNet, bridge, 'bridge')))) {
    return refused('BRIDGE_MISSING', {})
  }
  const helper = await findProgram({ names: [], env: host.env, elsewhere: host.helpers })
  if (helper === null) return refused('BRIDGE_HELPER_MISSING', {})
  if (!(await mayUseNetwork(helper, host.env))) {
    return refused('BRIDGE_HELPER_POWERLESS', { helper, line: `sudo chmod u+s ${helper}` })
  }
  const rules = await readAcl(host.aclFile, (path) => readFile(path, 'latin1'))
  if (rules === null || !isAllowed(rules, bridge)) {
    const line = `allow ${bridge}`
    return refused('BRIDGE_NOT_ALLOWED', { line, file: host.aclFile })
  }
  return {
    backend: { kind: 'bridge', bridge, helper },
    notice: { code: 'BRIDGE_LESS_SANDBOX', device, params: { bridge } },
  }
}

/** Set-user-id root, or with the one capability that it needs. */
async function mayUseNetwork(helper: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  const { mode, uid } = await stat(helper)
  if (uid === 0 && (mode & 0o4000) !== 0) return true
  const elsewhere = ['/usr/sbin/getcap', '/sbin/getcap']
  const getcap = await findProgram({ names: ['getcap'], env, elsewhere })
  if (getcap === null) return false
  const asked = { file: getcap, args: [helper], env, timeoutMs: GETCAP_TIMEOUT_MS }
  const { stdout } = await runProgram(asked)
  // "cap_net_admin=ep", and "+ep" of an older getcap.
  return /cap_net_admin\S*[=+][ei]*p/.test(stdout)
}

const isDirectory = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
