import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { GuestPaths } from '../../platform/paths.ts'
import type { ConsoleEndpoint, ConsoleRequest } from '../api.ts'

/** Where the bytes of a running guest's console are. Throws CONSOLE_UNAVAILABLE. */
export function consoleEndpoint(
  request: ConsoleRequest,
  config: GuestConfig,
  paths: GuestPaths,
): ConsoleEndpoint {
  if (request.kind === 'vnc') {
    if (config.display !== 'vnc') throw new GuesthouseError('CONSOLE_UNAVAILABLE')
    return { kind: 'vnc', socketPath: paths.vncSocket }
  }
  const { device } = request
  if (!config.serials.some(({ id }) => id === device)) {
    throw new GuesthouseError('CONSOLE_UNAVAILABLE')
  }
  return {
    kind: 'serial',
    socketPath: paths.serialSocket(device),
    logPath: paths.serialLog(device),
  }
}
