import * as z from 'zod/mini'
import { deviceIdSchema } from './primitives.ts'

const portSchema = z.int().check(z.gte(1), z.lte(65_535))

/** An IPv4 or IPv6 address of this computer, or 0.0.0.0 and :: for all of them. */
const hostAddressSchema = z.union([z.ipv4(), z.ipv6()])

/** A port of this computer that leads into the guest. */
export const portForwardSchema = z.looseObject({
  protocol: z.enum(['tcp', 'udp']),
  /** Only this computer reaches it unless told otherwise. */
  address: z._default(hostAddressSchema, '127.0.0.1'),
  hostPort: portSchema,
  guestPort: portSchema,
})

const userNetworkSchema = z.looseObject({
  kind: z.literal('user'),
  /** Whether the guest may reach what listens on this computer's own 127.0.0.1. */
  hostAccess: z._default(z.boolean(), false),
  forwards: z._default(z.array(portForwardSchema).check(z.maxLength(64)), []),
})

/** IFNAMSIZ is 16 with its zero; `/` and blanks are not allowed in a name (dev_valid_name). */
const interfaceNameSchema = z.string().check(z.regex(/^[\w.-]{1,15}$/))

export const networkSchema = z.discriminatedUnion('kind', [
  userNetworkSchema,
  /** A link with an address and nothing behind it: neither this computer nor the outside. */
  z.looseObject({ kind: z.literal('isolated') }),
  /** A network of this user's guests only; those with the same name meet. */
  z.looseObject({
    kind: z.literal('private'),
    name: z.string().check(z.regex(/^[a-z][a-z0-9-]{0,31}$/)),
  }),
  /**
   * A bridge of this computer: by a TAP device of the system daemon's, or through qemu-bridge-helper,
   * as the administrator allows.
   */
  z.looseObject({ kind: z.literal('bridge'), bridge: interfaceNameSchema }),
  /** A TAP device that belongs to the user already. */
  z.looseObject({ kind: z.literal('tap'), device: interfaceNameSchema }),
])

export const nicSchema = z.looseObject({
  id: deviceIdSchema,
  /** Unicast and locally administered, or under QEMU's 52:54:00; lower case. */
  mac: z.string().check(z.regex(/^[0-9a-f][26ae](:[0-9a-f]{2}){5}$/)),
  model: z._default(z.enum(['virtio', 'e1000e', 'rtl8139']), 'virtio'),
  /** The cable: false is a NIC with no link. */
  connected: z._default(z.boolean(), true),
  network: z._default(networkSchema, { kind: 'user', hostAccess: false, forwards: [] }),
})

export type PortForward = z.infer<typeof portForwardSchema>
export type NetworkConfig = z.infer<typeof networkSchema>
export type UserNetwork = z.infer<typeof userNetworkSchema>
export type NicConfig = z.infer<typeof nicSchema>

/** The forwards of a NIC; only the user network has any. */
export const forwardsOfNic = ({ network }: NicConfig): readonly PortForward[] =>
  network.kind === 'user' ? network.forwards : []
