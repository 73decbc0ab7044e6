import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { PortForward } from '../../../../shared/domain/config/network.ts'
import { GuesthouseError } from '../../../../shared/domain/errors.ts'
import { errorCode } from '../../../platform/files.ts'
import type { Paths } from '../../../platform/paths.ts'
import { findPortHolder } from './find-holder.ts'

const UNPRIVILEGED_START = '/proc/sys/net/ipv4/ip_unprivileged_port_start'

const sameHostPort = (a: PortForward, b: PortForward): boolean =>
  a.protocol === b.protocol && a.address === b.address && a.hostPort === b.hostPort

/**
 * Whether the ports can be had, found out by taking each for a moment: what forwards them would end,
 * or forward nothing, with words that nobody understands. Rejects with PORT_TAKEN and its holder,
 * PORT_PRIVILEGED or PORT_ADDRESS_UNKNOWN.
 */
export async function checkForwards(
  forwards: readonly PortForward[],
  paths: Paths,
  /** The machine's own, which hold their ports already. */
  held: readonly PortForward[] = [],
): Promise<void> {
  for (const [index, forward] of forwards.entries()) {
    const others = [...held, ...forwards.slice(0, index)]
    if (others.some((other) => sameHostPort(other, forward))) {
      throw taken(forward, 'another forward of this machine')
    }
  }
  await Promise.all(forwards.map((forward) => checkForward(forward, paths)))
}

async function checkForward(forward: PortForward, paths: Paths): Promise<void> {
  try {
    await take(forward)
  } catch (error) {
    throw await explain(forward, paths, error)
  }
}

async function take({ protocol, address, hostPort }: PortForward): Promise<void> {
  if (protocol === 'tcp') {
    const server = createServer()
    server.listen({ host: address, port: hostPort, exclusive: true })
    await once(server, 'listening')
    server.close()
    await once(server, 'close')
    return
  }
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4')
  try {
    socket.bind({ address, port: hostPort, exclusive: true })
    await once(socket, 'listening')
  } finally {
    socket.close()
  }
}

async function explain(forward: PortForward, paths: Paths, error: unknown): Promise<unknown> {
  const { address, hostPort: port, protocol } = forward
  const code = errorCode(error)
  if (code === 'EADDRINUSE') return taken(forward, await findPortHolder(forward, paths), error)
  if (code === 'EACCES') {
    const first = await firstUnprivileged()
    return new GuesthouseError('PORT_PRIVILEGED', { port, first }, error)
  }
  if (code === 'EADDRNOTAVAIL') {
    return new GuesthouseError('PORT_ADDRESS_UNKNOWN', { address, port, protocol }, error)
  }
  return error
}

const taken = ({ hostPort, protocol }: PortForward, holder: string, cause?: unknown) =>
  new GuesthouseError(
    'PORT_TAKEN',
    { port: hostPort, protocol: protocol.toUpperCase(), holder },
    cause,
  )

/** 1024 unless an administrator changed it (ip-sysctl). */
async function firstUnprivileged(): Promise<number> {
  const text = await readFile(UNPRIVILEGED_START, 'utf8').catch(() => '')
  return Number.parseInt(text, 10) || 1024
}
