import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import type { UserNetwork } from '../../../../shared/domain/config/network.ts'
import type { Logger } from '../../../platform/logger.ts'
import type { Paths } from '../../../platform/paths.ts'
import type { GuestAccount } from '../../account/index.ts'
import { dieWithParent } from '../../capabilities/die-with-parent.ts'
import { type HelperProcess, type HelperSpec, spawnHelper } from '../../process/helper-process.ts'
import { dropsLoopback } from './arguments.ts'
import { findPasst, startPasst } from './start.ts'

/** What a passt that works here does not do. */
export interface ProvedPasst {
  /** Whether guests are kept from the host's own 127.0.0.1 in every way. */
  readonly dropsLoopback: boolean
  /** Whether guests are told of a name server that they can ask. */
  readonly hasNameServer: boolean
}

/** As a guest has it unless it is given more. */
const network: UserNetwork = { kind: 'user', hostAccess: false, forwards: [] }
const NIC = { id: 'net' }

/**
 * Starts passt as for a guest's NIC and ends it again. Rejects with an Error in passt's words where
 * it cannot be had here, and with the signal's reason.
 */
export async function provePasst(host: {
  readonly env: NodeJS.ProcessEnv
  readonly paths: Paths
  readonly logger: Logger
  readonly signal: AbortSignal
  readonly account: GuestAccount
}): Promise<ProvedPasst> {
  const { env, paths: allPaths, logger, signal, account } = host
  const passt = await findPasst({ env, allPaths, logger, signal }, network)
  // No guest is called so: theirs are uuids.
  const paths = allPaths.guest(`check-${randomBytes(4).toString('hex')}`)
  const started: HelperProcess[] = []
  const startHelper = async (spec: HelperSpec): Promise<HelperProcess> => {
    const [path = spec.path, ...argv] = [...(await dieWithParent(env)), spec.path, ...spec.argv]
    const helper = await spawnHelper({ ...spec, path, argv }, account)
    started.push(helper)
    return helper
  }
  try {
    await account.open(allPaths)
    await account.makeRuntimeDirectory(paths.runtimeDir)
    await account.makeStateDirectory(paths.stateDir)
    await startPasst({ env, paths, logger, account, signal, startHelper }, NIC, network, passt)
    return {
      dropsLoopback: dropsLoopback(passt.options),
      hasNameServer: passt.nameServers?.length !== 0,
    }
  } finally {
    for (const { identity } of started) await account.signal(identity, 'SIGKILL')
    await Promise.all(started.map(({ ended }) => ended))
    for (const directory of [paths.runtimeDir, paths.stateDir]) {
      await rm(directory, { recursive: true, force: true })
    }
  }
}
