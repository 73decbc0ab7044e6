import type { DaemonFeature } from '../../../shared/domain/daemon.ts'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { Tap } from './protocol.ts'
import type { TapHolder, TapService } from './tap-service.ts'

/** The polkit action that all of these need. */
const ACTION = 'org.guesthouse.network'

/** What the configuration calls the bridge of our own that `nat-network` is about. */
const NAT_BRIDGE = 'ghnat0'

/** A caller, as the bus vouches for it. */
export interface TapCaller extends TapHolder {
  readonly gids: readonly number[]
}

interface Argument {
  readonly name: string
  readonly type: string
}

export interface TapCall<C extends TapCaller> {
  readonly caller: C
  /** They fit the method's types. */
  readonly args: readonly unknown[]
  /** Whether the caller may be asked for a password. */
  readonly interactive: boolean
  /** Aborted when the caller has left the bus. */
  readonly gone: AbortSignal
}

export interface TapMethod<C extends TapCaller> {
  readonly name: string
  readonly in: readonly Argument[]
  readonly out: readonly Argument[]
  readonly handle: (call: TapCall<C>) => Promise<readonly unknown[]>
}

export interface TapMethodsOptions<C extends TapCaller> {
  /** null where bridged-networking is off, which \`require\` then says. */
  readonly taps: TapService | null
  /** Throws FEATURE_OFF or CAPABILITY_MISSING. */
  readonly require: (feature: DaemonFeature) => void
  /** Rejects with NOT_AUTHORISED. */
  readonly authorise: (call: TapCall<C>, action: string) => Promise<void>
  /** Makes a value of D-Bus's type `v`. */
  readonly variant: (signature: string, value: unknown) => unknown
}

const argument = (name: string, type: string): Argument => ({ name, type })

/** What org.guesthouse.Manager1 does for machines that do not run under the daemon. */
export function tapMethods<C extends TapCaller>(
  options: TapMethodsOptions<C>,
): readonly TapMethod<C>[] {
  const { variant } = options
  const service = (): TapService => {
    options.require('bridged-networking')
    if (options.taps === null) throw new GuesthouseError('NETWORK_SERVICE_GONE')
    return options.taps
  }
  const guard = async (call: TapCall<C>): Promise<TapService> => {
    const taps = service()
    await options.authorise(call, ACTION)
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
        const taps = await guard(call)
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
        await service().releaseTap(caller, String(device))
        return []
      },
    },
    {
      name: 'Taps',
      in: [],
      out: [argument('taps', 'aa{sv}')],
      handle: async ({ caller }) => {
        return [(await service().listTaps(caller)).map(tapOf)]
      },
    },
    {
      name: 'Bridges',
      in: [],
      out: [argument('bridges', 'aa{sv}')],
      handle: async (call) => {
        const taps = await guard(call)
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
