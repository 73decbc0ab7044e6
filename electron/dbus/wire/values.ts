/**
 * How values of D-Bus stand in this code: `y n q i u d` are numbers, `x t` bigints, `b` booleans,
 * `s o g` strings, `ay` bytes, other arrays and structures arrays, dictionaries Maps.
 */
export class Variant {
  readonly signature: string
  readonly value: unknown

  constructor(signature: string, value: unknown) {
    this.signature = signature
    this.value = value
  }
}

/** What cannot be read from a message or put into one. */
export class WireError extends Error {
  override readonly name = 'WireError'
}

const OBJECT_PATH = /^\/$|^(?:\/[A-Za-z0-9_]+)+$/
/** D-Bus sets no limit; the bus takes no longer ones of ours, and nobody needs them. */
const PATH_MAX = 1024

export const isObjectPath = (path: string): boolean =>
  path.length <= PATH_MAX && OBJECT_PATH.test(path)

/** Values without their variants, dictionaries as objects: for what has schemas of its own. */
export function withoutVariants(value: unknown): unknown {
  if (value instanceof Variant) return withoutVariants(value.value)
  if (value instanceof Map) {
    return Object.fromEntries(
      [...value].map(([key, inner]) => [String(key), withoutVariants(inner)]),
    )
  }
  return Array.isArray(value) ? value.map(withoutVariants) : value
}
