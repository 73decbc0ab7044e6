/** One socket of /proc/net/{tcp,tcp6,udp,udp6} (proc(5)) that takes what comes from outside. */
export interface OpenPort {
  readonly address: string
  readonly port: number
  readonly inode: number
}

/** The states of include/net/tcp_states.h that such a socket has; UDP's idle one is TCP_CLOSE. */
const LISTEN = '0A'
const UDP_UNCONNECTED = '07'

/** The sockets that listen (TCP) or are bound without a peer (UDP). Pure. */
export function parseSockets(text: string): OpenPort[] {
  return text
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const fields = line.trim().split(/\s+/)
      const [, local, , state] = fields
      const inode = Number(fields[9])
      if (local === undefined || (state !== LISTEN && state !== UDP_UNCONNECTED)) return []
      const [address, port] = local.split(':')
      if (address === undefined || port === undefined) return []
      return [{ address: readAddress(address), port: Number.parseInt(port, 16), inode }]
    })
}

/** Words of 32 bits, each in the byte order of this computer: little-endian on all that we run on. */
function readAddress(hex: string): string {
  const words = hex.match(/.{8}/g) ?? []
  const bytes = words.flatMap((word) => [...Buffer.from(word, 'hex')].reverse())
  if (bytes.length === 4) return bytes.join('.')
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((bytes[index * 2] ?? 0) * 256 + (bytes[index * 2 + 1] ?? 0)).toString(16),
  )
  return new URL(`http://[${groups.join(':')}]/`).hostname.slice(1, -1)
}

const ANY = new Set(['0.0.0.0', '::'])

/** Whether a socket stands in the way of one that is to be bound to the address and port. Pure. */
export function standsInTheWay(
  open: OpenPort,
  wanted: { readonly address: string; readonly port: number },
): boolean {
  if (open.port !== wanted.port) return false
  if (open.address === wanted.address || open.address === '::') return true
  const sameFamily = open.address.includes(':') === wanted.address.includes(':')
  return (
    (sameFamily && (ANY.has(open.address) || ANY.has(wanted.address))) || wanted.address === '::'
  )
}
