import * as z from 'zod/mini'

/** An address that a guest has on one of its NICs, and who says so. */
export const nicAddressSchema = z.object({
  nic: z.string(),
  /** IPv4 or IPv6, without a prefix length. */
  address: z.string(),
  source: z.enum(['agent', 'passt', 'slirp']),
})
export type NicAddress = z.infer<typeof nicAddressSchema>

/** As it stands before a port: IPv6 addresses are told from their ports by brackets (RFC 3986). */
export const hostPart = (address: string): string =>
  address.includes(':') ? `[${address}]` : address
