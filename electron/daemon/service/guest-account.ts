import { daemonAccount, type GuestAccount, separateAccount } from '../../engine/index.ts'
import type { Paths } from '../../platform/paths.ts'
import type { ServiceConfig, ServiceGate } from './surroundings.ts'

const QEMU_ACCOUNT = 'guesthouse-qemu'

/**
 * As whom QEMU runs: the account of its own, or the daemon's where that is switched off. Where it is
 * on and cannot be had nothing is served, because machines would run with more than they are to have.
 * Rejects with CAPABILITY_MISSING, ACCOUNT_MISSING, ACCOUNT_NOT_IN_GROUP or SETPRIV_MISSING.
 */
export function guestAccount(options: {
  readonly config: ServiceConfig
  readonly gate: ServiceGate
  readonly env: NodeJS.ProcessEnv
  readonly paths: Paths
}): Promise<GuestAccount> {
  const { config, gate, env, paths } = options
  const { directories, files } = config.storage
  const allowed = { directories: [paths.dataDir, ...directories], files }
  if (!config.features['separate-qemu-account']) return daemonAccount({ env, allowed })
  gate.require('separate-qemu-account')
  return separateAccount({ name: QEMU_ACCOUNT, env, allowed })
}
