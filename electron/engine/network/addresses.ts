import type { NicAddress } from '../../../shared/domain/addresses.ts'
import type { GuestInterface } from '../../../shared/domain/agent.ts'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { NicConfig } from '../../../shared/domain/guest-config.ts'
import { readTail } from '../../platform/files.ts'
import type { GuestPaths } from '../../platform/paths.ts'
import { addresses as addressesFrom } from '../agent/guest-facts.ts'
import { withAgent } from '../agent/index.ts'
import type { RunHandle } from '../guest/guest-handle.ts'

/** What this needs of a guest. */
export interface AddressedGuest {
  readonly paths: GuestPaths
  /** null while no QEMU runs. */
  readonly run: RunHandle | null
}

/** Where passt tells the address that it gives; its log of all runs may be long. */
const LOG_TAIL_BYTES = 64 * 1024

/**
 * The addresses that a guest has, by NIC: those that its agent tells, where it answers, else what
 * passt and libslirp give out. Empty for a guest that is off. Rejects with QEMU_NO_ANSWER.
 */
export async function addressesOf(guest: AddressedGuest): Promise<NicAddress[]> {
  const { run, paths } = guest
  if (run === null) return []
  const { nics } = run.record.config
  const told = addressesFromAgent(nics, await interfacesOf(guest))
  const rest = nics.filter(({ id }) => !told.some(({ nic }) => nic === id))
  const given = await Promise.all(rest.map((nic) => addressesGivenTo(run, paths, nic)))
  return [...told, ...given.flat()]
}

async function interfacesOf(guest: AddressedGuest): Promise<readonly GuestInterface[]> {
  try {
    return await withAgent({ paths: guest.paths, run: () => guest.run }, addressesFrom)
  } catch (error) {
    if (error instanceof GuesthouseError && error.code === 'AGENT_NOT_THERE') return []
    throw error
  }
}

/** Matched by the MAC address, which is all that both sides know. Pure. */
export const addressesFromAgent = (
  nics: readonly NicConfig[],
  interfaces: readonly GuestInterface[],
): NicAddress[] =>
  nics.flatMap(({ id, mac }) =>
    interfaces
      .filter((found) => found.mac?.toLowerCase() === mac)
      .flatMap(({ addresses }) => addresses)
      .map(({ address }) => ({ nic: id, address, source: 'agent' as const })),
  )

async function addressesGivenTo(
  { record, qmp }: RunHandle,
  paths: GuestPaths,
  { id }: NicConfig,
): Promise<NicAddress[]> {
  const backend = record.connections[id]?.backend
  if (backend === 'passt') {
    const { text } = await readTail(paths.helperLog(id), LOG_TAIL_BYTES)
    return assignedByPasst(text).map((address) => ({ nic: id, address, source: 'passt' }))
  }
  if (backend === 'slirp') {
    const commandLine = { 'command-line': 'info usernet' }
    const text = await qmp.execute('human-monitor-command', commandLine)
    const found = usedOnUsernet(text, `${id}-net`)
    return found.map((address) => ({ nic: id, address, source: 'slirp' }))
  }
  return []
}

/**
 * What the last passt of a log gives to its guest: it prints "    assign: ADDRESS" for each family
 * when it starts (conf.c, conf_print). The guest gets the host's own address that way. Pure.
 */
export function assignedByPasst(log: string): string[] {
  const start = log.lastIndexOf('Template interface')
  const last = log.slice(Math.max(0, start))
  return [...last.matchAll(/^\s+assign: ([0-9a-f.:]+)$/gm)].flatMap(([, address]) => address ?? [])
}

/**
 * The guest's addresses in the connections that libslirp has of a netdev (slirp_connection_info):
 * the source of what it opens, the destination of what is forwarded to it. Pure.
 */
export function usedOnUsernet(text: string, netdev: string): string[] {
  const own = text.split(/^(?=Hub |VLAN )/m).filter((part) => part.includes(`(${netdev}):`))
  const addresses = own.flatMap((part) =>
    [...part.matchAll(/\b10\.0\.2\.(?:1[5-9]|[2-9]\d|[12]\d\d)\b/g)].map(([address]) => address),
  )
  return [...new Set(addresses)]
}
