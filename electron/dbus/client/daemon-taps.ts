import * as z from 'zod/mini'
import { DAEMON_BUS_NAME, DAEMON_PATH } from '../../../shared/domain/daemon.ts'
import type { TapProvider } from '../../engine/index.ts'
import type { BusCall, BusConnection } from '../../platform/bus/bus-connection.ts'
import { BusError } from '../../platform/bus/bus-error.ts'
import { BusVariant } from '../../platform/bus/bus-variant.ts'
import type { Logger } from '../../platform/logger.ts'
import { systemBusSocket } from '../bus/system-bus-address.ts'

/** ms: whoever opens a page waits for it. */
const BRIDGES_LIMIT = 3_000
/** ms: a guest's start waits for it. */
const TAP_LIMIT = 10_000

/** A bus that does not have the daemon, or may not talk to it, is nothing out of the ordinary. */
const ABSENT = new Set([
  'org.freedesktop.DBus.Error.ServiceUnknown',
  'org.freedesktop.DBus.Error.NameHasNoOwner',
  // It is installed and not enabled: the name that the bus has systemd start is not there.
  'org.freedesktop.systemd1.NoSuchUnit',
  'org.guesthouse.Error.FeatureOff',
])

const bridgesSchema = z.tuple([z.array(z.object({ name: z.string() }))])
const createdSchema = z.tuple([z.string(), z.string()])

/**
 * TAP devices of the system daemon's (org.guesthouse.Manager1), asked for over the system bus. The bus
 * is joined when the first is asked for. The daemon takes the connection for the holder of the devices, so
 * it stays until `close`.
 */
export function daemonTaps(options: {
  readonly env: NodeJS.ProcessEnv
  readonly logger: Logger
  /** ms that a device may take; TAP_LIMIT if left out. */
  readonly tapLimit?: number
}): TapProvider {
  const { env, logger, tapLimit = TAP_LIMIT } = options
  let joining: Promise<BusConnection> | null = null
  let closed = false

  const join = async (): Promise<BusConnection> => {
    const socket = systemBusSocket(env)
    if (closed || socket === null) throw new BusError('none', 'there is no system bus')
    // Loaded by the first who needs it.
    const { connectBus } = await import('../../platform/bus/bus-connection.ts')
    const connection = await connectBus({
      socket,
      onSignal: () => {},
      onLost: (why) => {
        joining = null
        logger.warn('the system bus is gone', { why })
      },
    })
    if (!closed) return connection
    connection.close()
    throw new BusError('lost', 'closed')
  }

  const call = async (
    member: string,
    limit: number,
    { signature = '', body = [] }: Pick<BusCall, 'signature' | 'body'> = {},
  ): Promise<readonly unknown[]> => {
    joining ??= join()
    const joined = joining
    const to = { destination: DAEMON_BUS_NAME, path: DAEMON_PATH, interface: DAEMON_BUS_NAME }
    try {
      const connection = await joined
      // Nobody starts the daemon by looking: whether it runs is the administrator's to say.
      const asked = { ...to, member, signature, body, timeoutMs: limit, autoStart: false }
      return (await connection.call(asked)).body
    } catch (error) {
      const { trouble } = Object(error) as { trouble?: unknown }
      // The next one tries again.
      if (trouble === 'none' && joining === joined) joining = null
      // A device that is made after all would be ours, unknown: who leaves the bus holds nothing.
      if (trouble === 'slow' && member === 'CreateTap' && joining === joined) leave()
      throw error
    }
  }

  const leave = (): void => {
    void joining?.then(
      (connection) => connection.close(),
      () => {},
    )
    joining = null
  }

  const create = async (bridge: string, more: ReadonlyMap<string, string>): Promise<string> => {
    const entries = [...more].map(([key, value]) => [key, new BusVariant('s', value)])
    const body = [bridge, Object.fromEntries(entries)]
    const made = await call('CreateTap', tapLimit, { signature: 'sa{sv}', body })
    const created = createdSchema.safeParse(made)
    if (!created.success) throw new BusError('refused', 'its answer is of another version')
    return created.data[0]
  }

  return {
    bridges: async () => {
      try {
        const [bridges] = bridgesSchema.parse(await call('Bridges', BRIDGES_LIMIT))
        return bridges.map(({ name }) => name)
      } catch (error) {
        const absent =
          error instanceof BusError && (error.trouble === 'none' || ABSENT.has(error.errorName))
        const level = absent ? 'debug' : 'warn'
        logger[level]('the system daemon offers no bridges', { error: String(error) })
        return []
      }
    },
    create: (bridge) => create(bridge, new Map()),
    claim: async (device, bridge) => {
      await create(bridge, new Map([['device', device]]))
    },
    release: async (device) => {
      await call('ReleaseTap', tapLimit, { signature: 's', body: [device] })
    },
    close: () => {
      closed = true
      leave()
    },
  }
}
