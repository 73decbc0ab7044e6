import { daemonTaps } from '../dbus/client/daemon-taps.ts'
import { type MachineDefaults, openEngine } from '../engine/index.ts'
import type { Logger } from '../platform/logger.ts'
import type { Connection } from './connection.ts'

/**
 * "On this computer, as me": the engine in this process. Rejects with a GuesthouseError:
 * ROOT_REFUSED, STORE_OWNED, RUNTIME_DIR_UNSAFE, or what else stood in the way.
 */
export function openSession(options: {
  readonly env: NodeJS.ProcessEnv
  readonly logger: Logger
  /** Asked each time that a machine is made. */
  readonly defaults: () => MachineDefaults
}): Promise<Connection> {
  const { env, logger } = options
  return openEngine({ ...options, taps: daemonTaps({ env, logger }) })
}
