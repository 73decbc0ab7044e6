import { parse } from 'smol-toml'

/** One statement of a TOML file: a table's header, or a key with its value. */
interface Statement {
  /** 1 is the first; a value may go on over several lines. */
  readonly line: number
  readonly lines: readonly string[]
  /** The header that it is below; itself, where it is one. */
  readonly header: string
}

const isVoid = (line: string): boolean => /^\s*(#.*)?$/.test(line)

function parses(toml: string): boolean {
  try {
    parse(toml)
    return true
  } catch {
    return false
  }
}

/** A statement ends with the first line up to which it is TOML. `text` has to be TOML as a whole. */
function* statements(text: string): Generator<Statement> {
  const all = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  let header = ''
  for (let from = 0; from < all.length; from++) {
    if (isVoid(all[from] ?? '')) continue
    let to = from + 1
    while (to < all.length && !parses(all.slice(from, to).join('\n'))) to++
    const lines = all.slice(from, to)
    if (/^\s*\[/.test(lines[0] ?? '')) header = lines.join('\n')
    yield { line: from + 1, lines, header }
    from = to - 1
  }
}

/** Whether a value is there. A key that JavaScript's objects have of themselves is not. */
function has(value: unknown, path: readonly PropertyKey[]): boolean {
  const [key, ...rest] = path
  if (key === undefined) return true
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return false
  return has((value as Record<PropertyKey, unknown>)[key], rest)
}

/** The content of a statement below its header, up to a line of it; null where that is no TOML. */
function contentOf({ header, lines }: Statement, count: number, end = ''): unknown {
  const own = lines.slice(0, count).join('\n')
  const toml = own === header ? own : `${header}\n${own}${end}`
  try {
    return parse(toml)
  } catch {
    return null
  }
}

/**
 * The line in which what a path names begins, such as `['network', 'bridges', 1]`: of an element of an
 * array its own, also where the array goes on over several lines. The parser keeps no positions, so it is
 * asked what each statement holds. `text` has to be TOML. 1 where it is nowhere.
 */
export function lineOf(text: string, path: readonly PropertyKey[]): number {
  for (const statement of statements(text)) {
    const { line, lines } = statement
    if (!has(contentOf(statement, lines.length), path)) continue
    if (typeof path.at(-1) !== 'number') return line
    // The array closed after each of its lines in turn; after the last it is closed already.
    const holds = (count: number): boolean => has(contentOf(statement, count, '\n]'), path)
    const index = lines.findIndex((_, at) => holds(at + 1))
    return line + (index < 0 ? lines.length - 1 : index)
  }
  return 1
}
