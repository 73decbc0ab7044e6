import { escapeOption } from './escape.ts'
import type { QemuObject } from './qemu-object.ts'

/** A netdev in option syntax, for a QEMU whose -netdev takes no JSON yet: words, flags, and lists. */
export function netdevOption({ type, ...rest }: QemuObject): string {
  const options = Object.entries(rest).flatMap(([key, value]) =>
    (Array.isArray(value) ? value : [value]).map((one: unknown) => `${key}=${word(one)}`),
  )
  return [word(type), ...options].join(',')
}

function word(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  if (typeof value === 'string') return escapeOption(value)
  // StringList, which hostfwd is (qapi/net.json)
  if (typeof value === 'object' && value !== null && 'str' in value) return word(value.str)
  throw new TypeError(`a netdev that option syntax cannot say: ${JSON.stringify(value)}`)
}
