import type { Socket } from 'node:net'
import { join } from 'node:path'
import type { UserNetwork } from '../../../../shared/domain/config/network.ts'
import type { GuestPaths } from '../../../platform/paths.ts'
import type { HelperSpec } from '../../process/helper-process.ts'
import { onDescriptor, passtArguments } from './arguments.ts'
import type { Passt } from './start.ts'

/** The first after stdin, stdout and stderr. */
const CONNECTION = 3

/** How a passt is started that inherits the connection to QEMU. */
export function specOnConnection(
  { paths, env }: { readonly paths: GuestPaths; readonly env: NodeJS.ProcessEnv },
  nic: string,
  network: UserNetwork,
  passt: Passt,
  connection: Socket,
): HelperSpec {
  makeBlocking(connection)
  const connected = onDescriptor(CONNECTION, pidFileAt(paths, passt, nic))
  return {
    name: nic,
    path: passt.path,
    argv: passtArguments(network, connected, passt.options, passt.nameServers ?? []),
    logPath: paths.helperLog(nic),
    env,
    inherit: connection,
  }
}

/** passt writes its process number there once it serves. */
export const pidFileAt = (paths: GuestPaths, { knowledge }: Passt, nic: string): string =>
  knowledge.place === 'runtime'
    ? `${paths.helperSocket(nic)}.pid`
    : join(paths.stateDir, `${nic}.pid.passt`)

interface Handle {
  readonly fd?: number
  setBlocking?(on: boolean): number
}

/** Node has no public way to it; its own stdout takes this one. */
const handleOf = (connection: Socket): Handle | undefined =>
  (connection as unknown as { readonly _handle?: Handle })._handle

/**
 * passt sends the rest of a frame with waiting (tap.c, tap_send_remainder), which Node's sockets do
 * not: the frame would be cut off. The mode is the connection's, so passt inherits it.
 */
function makeBlocking(connection: Socket): void {
  const result = handleOf(connection)?.setBlocking?.(true)
  if (result !== 0) throw new Error(`the connection stays non-blocking (${result})`)
}

/** -1 where it is closed. */
export const descriptorOf = (connection: Socket): number => handleOf(connection)?.fd ?? -1
