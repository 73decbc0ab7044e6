import type { DaemonFeature } from '../../../shared/domain/daemon.ts'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { Tap } from './protocol.ts'
import type { TapHolder, TapService } from './tap-service.ts'

/** The polkit action that all of these need. */
const ACTION = 'org.guesthouse.network'

/** What the configuration calls the bridge of our own that `nat-network` is about. */
const NAT_BRIDGE = 'ghnat0'

interface Argument {
  readonly name: string
  readonly type: string
}

/** A call, of a caller that the bus vouches for. Its arguments fit the method's types. */
export interface TapCall {
  readonly caller: TapHolder
  readonly args: readonly unknown[]
}

export interface TapMethod<C extends TapCall> {
  readonly name: string
  readonly in: readonly Argument[]
  readonly out: readonly Argument[]
  readonly handle: (call: C) => Promise<readonly unknown[]>
}

export interface TapMethodsOptions<C extends TapCall> {
  /** null where `require` lets nothing of it pass. */
  readonly taps: TapService | null
  /** Throws FEATURE_OFF or CAPABILITY_MISSING. */
  readonly require: (feature: DaemonFeature) => void
  /** Asks polkit, on behalf of a method. Rejects with NOT_AUTHORISED. */
  readonly authorise: (call: C, action: string, method: string) => Promise<void>
  /** Makes a value of D-Bus's type `v`. */
  readonly variant: (signature: string, value: unknown) => unknown
}

const argument = (name: string, type: string): Argument => ({ name, type })

/** What org.guesthouse.Manager1 does for machines that do not run under the daemon. */
export function tapMethods<C extends TapCall>(
  options: TapMethodsOptions<C>,
): readonly TapMethod<C>[] {
  const { variant } = options
  const switchedOn = (): TapService => {
    options.require('bridged-networking')
    if (options.taps === null) throw new GuesthouseError('NETWORK_SERVICE_GONE')
    return options.taps
  }
  const allowed = async (call: C, method: string): Promise<TapService> => {
    const taps = switchedOn()
    await options.authorise(call, ACTION, method)
    return taps
  }
  const dictionary = (entries: Readonly<Record<string, readonly [string, unknown]>>) =>
    new Map(Object.entries(entries).map(([key, [type, value]]) => [key, variant(type, value)]))
  const tapOf = ({ device, bridge, mac, inUse }: Tap) =>
    dictionary({
      ...{ device: ['s', device], bridge: ['s', bridge], mac: ['s', mac] },
      inUse: ['b', inUse],
    })
  return [
    {
      name: 'CreateTap',
      in: [argument('bridge', 's'), argument('options', 'a{sv}')],
      out: [argument('device', 's'), argument('mac', 's')],
      handle: async (call) => {
        const [bridge, given] = call.args
        const { device } = readOptions(given)
        if (bridge === NAT_BRIDGE) {
          options.require('nat-network')
          throw new GuesthouseError('NAT_NETWORK_MISSING')
        }
        const taps = await allowed(call, 'CreateTap')
        const made = await taps.createTap(call.caller, bridgeName(bridge), device)
        return [made.device, made.mac]
      },
    },
    {
      name: 'ReleaseTap',
      in: [argument('device', 's')],
      out: [],
      // Whoever was allowed to have it may give it back.
      handle: async ({ caller, args: [device] }) => {
        await switchedOn().releaseTap(caller, String(device))
        return []
      },
    },
    {
      name: 'Taps',
      in: [],
      out: [argument('taps', 'aa{sv}')],
      handle: async ({ caller }) => {
        return [(await switchedOn().listTaps(caller)).map(tapOf)]
      },
    },
    {
      name: 'Bridges',
      in: [],
      out: [argument('bridges', 'aa{sv}')],
      handle: async (call) => {
        const taps = await allowed(call, 'Bridges')
        return [(await taps.bridges()).map((name) => dictionary({ name: ['s', name] }))]
      },
    },
  ]
}

/** As protocol.ts has it: what is no name of an interface is not asked for. */
function bridgeName(value: unknown): string {
  if (typeof value === 'string' && /^(?!\.{1,2}$)[\w.-]{1,15}$/.test(value)) return value
  throw new GuesthouseError('ARGUMENTS_INVALID', { reason: 'bridge: no name of an interface' })
}

/** `device` (s): one that this account was given earlier is taken up again. */
function readOptions(value: unknown): { readonly device?: string } {
  const options: ReadonlyMap<unknown, unknown> = value instanceof Map ? value : new Map()
  let device: string | null = null
  for (const [key, variant] of options) {
    const { signature, value: inner } = Object(variant) as { signature?: unknown; value?: unknown }
    if (key !== 'device' || signature !== 's' || typeof inner !== 'string') {
      const reason = `options: ${String(key)} of type ${String(signature)} is not known`
      throw new GuesthouseError('ARGUMENTS_INVALID', { reason })
    }
    device = inner
  }
  return device === null ? {} : { device }
}
