import { once } from 'node:events'
import type { Logger } from '../../platform/logger.ts'
import { mayHaveTaps } from './accounts.ts'
import { serveControl } from './control-server.ts'
import { findIp, ipCommand } from './ip-command.ts'
import { monitorLinks } from './link-monitor.ts'
import { NetworkService, type NetworkSettings } from './network-service.ts'
import { CONTROL_SOCKET } from './protocol.ts'
import { linkHost } from './tap-devices.ts'

/** What listens to the kernel alone is left no capability. */
const WITHOUT_CAPABILITIES = [
  ...['setpriv', '--inh-caps=-all', '--ambient-caps=-all', '--no-new-privs'],
] as const

/**
 * `guesthoused network`: the one holder of CAP_NET_ADMIN. It makes and removes TAP devices for the
 * daemon, which reaches it through a unix socket. Resolves after SIGTERM or SIGINT, when what was under
 * way is done; the devices stay. Rejects with NETWORK_SOCKET_UNSAFE, NETWORK_SERVICE_GONE without
 * iproute2, or Node's error where the socket cannot be had.
 */
export async function runNetwork(options: {
  readonly settings: NetworkSettings
  readonly socketPath?: string
  readonly logger: Logger
}): Promise<void> {
  const { settings, socketPath = CONTROL_SOCKET, logger } = options
  const asked = new AbortController()
  const { signal } = asked
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => asked.abort())
  const program = findIp()
  const host = linkHost(ipCommand(program))
  const service = new NetworkService({ settings, host, mayHaveTaps, logger })
  await service.start()
  const monitor = await monitorLinks({
    command: [...WITHOUT_CAPABILITIES, '--', program, '-oneline', 'monitor', 'link'],
    changed: () => service.linksChanged(),
    logger,
  })
  try {
    const server = await serveControl({ path: socketPath, service, logger })
    logger.info('TAP devices are offered', { ...settings, socketPath })
    if (!signal.aborted) await once(signal, 'abort')
    await server.close()
    await service.settled()
  } finally {
    await monitor.close()
  }
}
