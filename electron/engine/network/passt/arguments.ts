import type { PortForward, UserNetwork } from '../../../../shared/domain/config/network.ts'

/**
 * What a guest asks for names where the host's own resolver listens on 127.0.0.53 or the like, which
 * the guest must not reach otherwise. passt takes queries to it to the host's resolver, and tells
 * the guest of it by DHCP only then. Link-local (RFC 3927), so that no real host has it.
 */
const RESOLVER = '169.254.53.53'

/**
 * passt's arguments. Pure. `options` are the long options that this passt has (parseHelp),
 * `connection` those of them that say how QEMU comes to it (onSocket, onDescriptor), `nameServers`
 * those that it is told of instead of what it would find.
 */
export function passtArguments(
  network: Pick<UserNetwork, 'hostAccess' | 'forwards'>,
  connection: readonly string[],
  options: ReadonlySet<string>,
  nameServers: readonly string[] = [],
): string[] {
  const closed = [
    '--no-map-gw',
    ...(forwardsNames(options) ? ['--dns-forward', RESOLVER] : []),
    ...nameServers.flatMap((address) => ['--dns', address]),
  ]
  return [
    // Not quiet: it tells which address the guest is given (addresses.ts reads it).
    ...['--foreground', '--one-off'],
    // Older ones write to the system's log unless told; newer ones do not know the option.
    ...(options.has('stderr') ? ['--stderr'] : []),
    ...connection,
    ...(network.hostAccess ? [] : closed),
    ...portArguments('--tcp-ports', network, 'tcp'),
    ...portArguments('--udp-ports', network, 'udp'),
  ]
}

/** It listens for QEMU there. */
export const onSocket = (path: string): string[] => ['--socket', path]

/**
 * It inherits the connection to QEMU. The file for its process number tells whose it is, should it
 * have to be found among all processes.
 */
export const onDescriptor = (descriptor: number, pidFile: string): string[] => [
  ...['--fd', String(descriptor), '--pid', pidFile],
]

function portArguments(
  option: string,
  { forwards }: Pick<UserNetwork, 'forwards'>,
  protocol: PortForward['protocol'],
): string[] {
  const specs = forwards.filter((forward) => forward.protocol === protocol).map(portSpec)
  return (specs.length === 0 ? ['none'] : specs).flatMap((spec) => [option, spec])
}

const portSpec = ({ address, hostPort, guestPort }: PortForward): string =>
  `${address}/${hostPort}:${guestPort}`

/**
 * Whether this passt takes queries of the guest to a resolver on the host's own 127.0.0.53, and
 * hands the address for them out. That of March 2023 has the option, and does neither.
 */
export const forwardsNames = (options: ReadonlySet<string>): boolean =>
  options.has('map-host-loopback')

/**
 * Whether this passt drops frames that the guest itself addresses to 127.0.0.1 (tap.c, February
 * 2024). An older one connects there, whatever its options: a guest whose administrator routes
 * 127.0.0.0/8 out of its NIC gets through. `--map-host-loopback` (August 2024) tells them apart.
 */
export const dropsLoopback = (options: ReadonlySet<string>): boolean =>
  options.has('map-host-loopback')
