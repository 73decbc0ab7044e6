import { hostPart } from '../../../shared/domain/addresses.ts'
import { forwardsOfNic } from '../../../shared/domain/config/network.ts'
import type { GuestConfig, NicConfig, PortForward } from '../../../shared/domain/guest-config.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'

/** A forward with the NIC that it belongs to. */
export interface Forward extends PortForward {
  readonly nic: string
}

/**
 * now: it holds. later: from the next start. ending: until this run ends. off: the machine is off,
 * and it holds when that is started.
 */
export type Validity = 'now' | 'later' | 'ending' | 'off'

export interface ForwardRow {
  readonly key: string
  readonly forward: Forward
  readonly validity: Validity
}

export const forwardKey = ({ nic, protocol, address, hostPort, guestPort }: Forward): string =>
  [nic, protocol, address, hostPort, guestPort].join(' ')

const named = (nic: NicConfig): Forward[] =>
  forwardsOfNic(nic).map((forward) => Object.assign({}, forward, { nic: nic.id }))

export const forwardsOf = (config: GuestConfig | null | undefined): Forward[] =>
  (config?.nics ?? []).flatMap(named)

/** NICs that forwards can belong to. */
export const forwardingNics = (config: GuestConfig): string[] =>
  config.nics.filter(({ network }) => network.kind === 'user').map(({ id }) => id)

/** The forwards that a guest has and those that it is to have, each once. */
export function forwardRows({ config, runtime }: GuestView): ForwardRow[] {
  const wanted = new Map(forwardsOf(config).map((forward) => [forwardKey(forward), forward]))
  if (runtime === null) {
    return [...wanted].map(([key, forward]) => ({ key, forward, validity: 'off' }))
  }
  const now = new Map(forwardsOf(runtime.config).map((forward) => [forwardKey(forward), forward]))
  return [
    ...[...wanted].map(([key, forward]) => ({
      key,
      forward,
      validity: now.has(key) ? ('now' as const) : ('later' as const),
    })),
    ...[...now]
      .filter(([key]) => !wanted.has(key))
      .map(([key, forward]) => ({ key, forward, validity: 'ending' as const })),
  ]
}

/** The guest with a forward more, in place of another where one is named. */
export function withForward(config: GuestConfig, added: Forward, replaced?: Forward): GuestConfig {
  const rest = replaced === undefined ? config : withoutForward(config, replaced)
  const { nic, ...forward } = added
  return changeNic(rest, nic, (forwards) => [...forwards, forward])
}

export const withoutForward = (config: GuestConfig, removed: Forward): GuestConfig =>
  changeNic(config, removed.nic, (forwards) =>
    forwards.filter(
      (forward) => forwardKey({ ...forward, nic: removed.nic }) !== forwardKey(removed),
    ),
  )

function changeNic(
  config: GuestConfig,
  id: string,
  change: (forwards: readonly PortForward[]) => PortForward[],
): GuestConfig {
  return {
    ...config,
    nics: config.nics.map((nic) =>
      nic.id === id && nic.network.kind === 'user'
        ? { ...nic, network: { ...nic.network, forwards: change(nic.network.forwards) } }
        : nic,
    ),
  }
}

const isEvery = (address: string): boolean => address === '0.0.0.0' || address === '::'

/** Whether both cannot listen at once. */
export const collide = (a: PortForward, b: PortForward): boolean =>
  a.protocol === b.protocol &&
  a.hostPort === b.hostPort &&
  (a.address === b.address || isEvery(a.address) || isEvery(b.address))

export interface Conflict {
  /** null: the same guest. */
  readonly name: string | null
  readonly runs: boolean
}

/**
 * Who else has that port of this computer: the guest itself, or another one of ours. Other programs
 * are the engine's to find.
 */
export function conflictOf(
  wanted: PortForward,
  id: string,
  guests: readonly GuestView[],
  replaced?: Forward,
): Conflict | null {
  const except = replaced === undefined ? null : forwardKey(replaced)
  for (const guest of guests) {
    const own = guest.id === id
    const forwards = [...forwardsOf(guest.config), ...forwardsOf(guest.runtime?.config)]
    const other = forwards.some(
      (forward) => collide(forward, wanted) && !(own && forwardKey(forward) === except),
    )
    if (other) return { name: own ? null : guest.name, runs: guest.runtime !== null }
  }
  return null
}

/** Ports that an ordinary user may listen on begin here (ip_unprivileged_port_start's default). */
export const FIRST_FREE_PORT = 1024
const LAST_PORT = 65_535

const usual: Readonly<Record<number, number>> = { 22: 2222, 80: 8080, 443: 8443 }

/** A port of this computer for a port of a guest that no guest of ours has for itself. */
export function proposePort(
  guestPort: number,
  protocol: PortForward['protocol'],
  guests: readonly GuestView[],
): number {
  const taken = new Set(
    guests
      .flatMap(({ config, runtime }) => [...forwardsOf(config), ...forwardsOf(runtime?.config)])
      .filter((forward) => forward.protocol === protocol)
      .map(({ hostPort }) => hostPort),
  )
  const first = usual[guestPort] ?? (guestPort < FIRST_FREE_PORT ? guestPort + 10_000 : guestPort)
  for (let port = first; port <= LAST_PORT; port++) if (!taken.has(port)) return port
  return first
}

/** Where this computer itself reaches a forward. */
export function localHost(address: string): string {
  if (address === '0.0.0.0') return '127.0.0.1'
  return address === '::' ? '::1' : address
}

const webPorts: ReadonlySet<number> = new Set([80, 3000, 5000, 8000, 8080, 8888, 9090])
const secureWebPorts: ReadonlySet<number> = new Set([443, 8443, 9443])

/** The address of a forward for a browser, where its port usually serves pages; null elsewhere. */
export function webAddress({ protocol, address, hostPort, guestPort }: PortForward): string | null {
  if (protocol !== 'tcp') return null
  const place = `${hostPart(localHost(address))}:${hostPort}/`
  if (webPorts.has(guestPort)) return `http://${place}`
  return secureWebPorts.has(guestPort) ? `https://${place}` : null
}
