/** A NIC of a guest on a private network. */
export interface Member {
  readonly network: string
  readonly guest: string
  readonly nic: string
  /** Where the guest's QEMU takes the switch's connection. */
  readonly socket: string
}

/** The ids that a member's port has in the switch: the line to the guest, and the hub's socket. */
export const portIds = ({ guest, nic }: Pick<Member, 'guest' | 'nic'>) => ({
  line: `line-${guest}-${nic}`,
  port: `port-${guest}-${nic}`,
})

export interface SwitchPort {
  readonly port: string
  /** null where the line is gone already. */
  readonly line: string | null
  /** False once the guest's QEMU has hung up, and where it could not be reached. */
  readonly connected: boolean
}

/**
 * The ports of the switch as the human monitor's `info network` lists them, e.g.
 * ` \ port-…: line-…: index=0,type=stream,unix:/run/…` (net/hub.c, net_hub_info). Pure.
 */
export function parsePorts(text: string): SwitchPort[] {
  return text.split('\n').flatMap((line) => {
    const [, port, peer, details = ''] =
      /^\s*\\ (port-[\w-]+)(?:: (line-[\w-]+): (.*))?$/.exec(line.trimEnd()) ?? []
    if (port === undefined) return []
    return [{ port, line: peer ?? null, connected: details.includes('unix:') }]
  })
}
