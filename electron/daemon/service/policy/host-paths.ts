/** Fields of what callers send that name files of this computer. */
const PATH_KEYS: ReadonlySet<string> = new Set(['path', 'cdrom', 'kernel', 'initrd'])
const LIST_KEYS: ReadonlySet<string> = new Set(['acceptBacking'])

type Change = (path: string) => Promise<string>

/**
 * The value with each path of this computer in it as `change` answers. `more`: fields that are such
 * paths in this call alone.
 */
export async function changePaths<T>(
  value: T,
  change: Change,
  more: readonly string[] = [],
): Promise<T> {
  const isPath = (key: string): boolean => PATH_KEYS.has(key) || more.includes(key)
  const walk = async (inner: unknown, key: string): Promise<unknown> => {
    if (typeof inner === 'string') return isPath(key) ? change(inner) : inner
    if (Array.isArray(inner)) {
      const of = LIST_KEYS.has(key) ? 'path' : ''
      return Promise.all(inner.map((one) => walk(one, of)))
    }
    if (typeof inner !== 'object' || inner === null) return inner
    const entries = Object.entries(inner).map(
      async ([name, one]): Promise<[string, unknown]> => [name, await walk(one, name)],
    )
    return Object.fromEntries(await Promise.all(entries))
  }
  return (await walk(value, '')) as T
}

/** Every path of this computer in a value. */
export async function pathsIn(value: unknown): Promise<Set<string>> {
  const found = new Set<string>()
  await changePaths(value, (path) => {
    found.add(path)
    return Promise.resolve(path)
  })
  return found
}
