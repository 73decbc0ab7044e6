/** One line of bridge.conf: whether a bridge, or every bridge, is allowed or denied. */
export interface AclRule {
  readonly verdict: 'allow' | 'deny'
  readonly bridge: string
}

export interface AclFile {
  readonly rules: readonly AclRule[]
  readonly includes: readonly string[]
}

/** A name is cut to what fits ifr_name (IFNAMSIZ less its zero). */
const NAME_MAX = 15
const LEADING = /^[ \t\v\f\r]+/
const BLANKS = /^[ \t\v\f\r]+|[ \t\v\f\r]+$/g

/**
 * Reads bridge.conf as qemu-bridge-helper.c does. null for a file that the helper refuses as a
 * whole: then it allows nothing. Rules and includes that stand before the mistake do not count
 * either, but for an included file, whose mistakes are ignored (see `before`).
 */
export function parseAcl(text: string): AclFile | null {
  const parsed = parseUntilMistake(text)
  return parsed.mistake ? null : parsed
}

/** What stands before the first mistake, which is what counts of an included file. */
export function parseUntilMistake(text: string): AclFile & { readonly mistake: boolean } {
  const rules: AclRule[] = []
  const includes: string[] = []
  for (const raw of text.split('\n')) {
    const line = raw.replace(LEADING, '')
    if (line === '' || line.startsWith('#')) continue
    // The helper looks for a blank first, and for a tab only where there is none: a tab in the
    // middle with a blank at the end is a mistake to it.
    const end = line.includes(' ') ? line.indexOf(' ') : line.indexOf('\t')
    if (end < 0) return { rules, includes, mistake: true }
    const command = line.slice(0, end)
    const argument = line.slice(end + 1).replace(BLANKS, '')
    if (command === 'include') includes.push(argument)
    else if (command === 'allow' || command === 'deny') {
      rules.push({ verdict: command, bridge: argument.slice(0, NAME_MAX) })
    } else return { rules, includes, mistake: true }
  }
  return { rules, includes, mistake: false }
}

/** A bridge is denied unless it is allowed, and a denial wins over every permission. */
export function isAllowed(rules: readonly AclRule[], bridge: string): boolean {
  const about = rules.filter((rule) => rule.bridge === 'all' || rule.bridge === bridge)
  return (
    about.some(({ verdict }) => verdict === 'allow') &&
    !about.some(({ verdict }) => verdict === 'deny')
  )
}

/** Files that include each other in a circle would make the helper die; we stop here. */
const MAX_DEPTH = 16

/**
 * The rules of a file with those that it includes. null where the helper could not use the file:
 * absent, unreadable, or with a mistake.
 */
export async function readAcl(
  path: string,
  read: (path: string) => Promise<string>,
): Promise<readonly AclRule[] | null> {
  const text = await read(path).catch(() => null)
  if (text === null) return null
  const file = parseAcl(text)
  return file === null ? null : [...file.rules, ...(await includedRules(file.includes, read, 1))]
}

async function includedRules(
  paths: readonly string[],
  read: (path: string) => Promise<string>,
  depth: number,
): Promise<AclRule[]> {
  if (depth > MAX_DEPTH) return []
  const found = await Promise.all(
    paths.map(async (path) => {
      const text = await read(path).catch(() => null)
      if (text === null) return []
      const { rules, includes } = parseUntilMistake(text)
      return [...rules, ...(await includedRules(includes, read, depth + 1))]
    }),
  )
  return found.flat()
}
