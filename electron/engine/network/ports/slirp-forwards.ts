import type { PortForward } from '../../../../shared/domain/config/network.ts'
import { GuesthouseError } from '../../../../shared/domain/errors.ts'
import type { QmpClient } from '../../qmp/index.ts'

/**
 * libslirp's forwards are changed through the human monitor, which answers refusals as text: adding
 * prints nothing when it worked, removing prints "host forwarding rule for … removed"
 * (net/slirp.c, hmp_hostfwd_add and hmp_hostfwd_remove).
 */
const REMOVED = /\bremoved\s*$/

/** Rejects with PORT_FORWARD_REFUSED and QEMU's words. */
export async function addSlirpForward(
  qmp: QmpClient,
  netdev: string,
  forward: PortForward,
): Promise<void> {
  const rule = `${hostSide(forward)}-:${forward.guestPort}`
  const answer = await monitor(qmp, `hostfwd_add ${netdev} ${rule}`)
  if (answer !== '') throw refused(forward, answer)
}

/** Rejects with PORT_FORWARD_REFUSED and QEMU's words. */
export async function removeSlirpForward(
  qmp: QmpClient,
  netdev: string,
  forward: PortForward,
): Promise<void> {
  const answer = await monitor(qmp, `hostfwd_remove ${netdev} ${hostSide(forward)}`)
  if (!REMOVED.test(answer)) throw refused(forward, answer)
}

/** Fields of fixed alphabets (the schema's): nothing in them means anything to the monitor. */
const hostSide = ({ protocol, address, hostPort }: PortForward): string =>
  `${protocol}:${address}:${hostPort}`

const monitor = async (qmp: QmpClient, line: string): Promise<string> =>
  (await qmp.execute('human-monitor-command', { 'command-line': line })).trim()

const refused = ({ hostPort }: PortForward, reason: string): GuesthouseError =>
  new GuesthouseError('PORT_FORWARD_REFUSED', { port: hostPort, reason })
