import type { NicAddress } from '../../../shared/domain/addresses.ts'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import { forwardsOf, localHost } from './forwards.ts'

export interface SshTarget {
  readonly host: string
  /** null: the usual one. */
  readonly port: number | null
}

const SSH_PORT = 22

/**
 * How this computer reaches a guest's SSH server: a port that is forwarded to it, or an address on a
 * bridge or a TAP device. The address behind a user-mode network is not reached from here.
 */
export function sshTarget(config: GuestConfig, addresses: readonly NicAddress[]): SshTarget | null {
  const forward = forwardsOf(config).find(
    ({ protocol, guestPort }) => protocol === 'tcp' && guestPort === SSH_PORT,
  )
  if (forward !== undefined) return { host: localHost(forward.address), port: forward.hostPort }
  const reached = new Set(
    config.nics
      .filter(({ network }) => network.kind === 'bridge' || network.kind === 'tap')
      .map(({ id }) => id),
  )
  const usable = addresses.filter(
    // A link-local address needs the name of an interface of this computer besides.
    ({ nic, address }) => reached.has(nic) && !address.toLowerCase().startsWith('fe80:'),
  )
  const address = usable.find((found) => !found.address.includes(':')) ?? usable[0]
  return address === undefined ? null : { host: address.address, port: null }
}

/** useradd(8)'s names, and those of Windows domains; nothing that a shell reads more into. */
export const isUserName = (user: string): boolean => /^[A-Za-z_][\w.@-]*$/.test(user)

export const sshLine = (user: string, { host, port }: SshTarget): string =>
  `ssh ${port === null ? '' : `-p ${port} `}${user}@${host}`
