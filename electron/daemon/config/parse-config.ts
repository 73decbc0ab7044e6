import { parse, TomlError } from 'smol-toml'
import type * as z from 'zod/mini'
import { type DaemonConfig, fileSchema } from './schema.ts'
import { lineOf } from './statements.ts'

/** What cannot be used, and the line that says it; 1 is the first. */
export interface ConfigProblem {
  readonly line: number
  readonly reason: string
}

export type ParsedConfig =
  | { readonly ok: true; readonly config: DaemonConfig }
  | { readonly ok: false; readonly problems: readonly [ConfigProblem, ...ConfigProblem[]] }

/** Bytes and lines; the shipped file has 100 lines. Finding a line takes time by the square of them. */
const MOST = { bytes: 64 * 1024, lines: 1000 }

/** Pure. Problems are in the order of their lines; where the text is no TOML there is one. */
export function parseConfig(text: string): ParsedConfig {
  if (Buffer.byteLength(text) > MOST.bytes) {
    return failed([{ line: 1, reason: `the file is larger than ${MOST.bytes / 1024} KiB` }])
  }
  if (text.split('\n').length > MOST.lines) {
    return failed([{ line: MOST.lines, reason: `the file has more than ${MOST.lines} lines` }])
  }
  let content: unknown
  try {
    content = parse(text, { maxDepth: 10 })
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    return failed([{ line: error.line, reason: tomlReason(error) }])
  }
  const parsed = fileSchema.safeParse(content)
  if (!parsed.success)
    return failed(parsed.error.issues.flatMap((issue) => problemsOf(text, issue)))
  const { features, network, storage, usb } = parsed.data
  return {
    ok: true,
    config: {
      ...{ features, storage, usb },
      network: {
        bridges: network.bridges,
        tapsPerUser: network['taps-per-user'],
        tapsPerBridge: network['taps-per-bridge'],
      },
    },
  }
}

/** The parser's own words without its frame and the picture of the line. */
const tomlReason = ({ message }: TomlError): string =>
  message.replace(/^Invalid TOML document: /, '').replace(/\n[\s\S]*$/, '')

/** Of what the file holds where another thing should be, and not of what it says there. */
function problemsOf(text: string, issue: z.core.$ZodIssue): ConfigProblem[] {
  if (issue.code !== 'unrecognized_keys') {
    const isTable = issue.path.length < 2
    const reason = isTable
      ? `${named(issue.path)} has to be a table`
      : `${named(issue.path)}: ${issue.message}`
    return [{ line: lineOf(text, issue.path), reason }]
  }
  return issue.keys.map((key) => ({
    line: lineOf(text, [...issue.path, key]),
    reason:
      issue.path.length === 0
        ? `there is no table or key “${shown(key)}”`
        : `there is no key “${shown(key)}” in [${issue.path.join('.')}]`,
  }))
}

/** "[network] bridges, element 2" */
function named([section, key, index]: readonly PropertyKey[]): string {
  const element = typeof index === 'number' ? `, element ${index + 1}` : ''
  return `[${String(section)}]${key === undefined ? '' : ` ${String(key)}`}${element}`
}

/** It goes to terminals and logs, and may be anything. */
const shown = (key: string): string =>
  key.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '\uFFFD').slice(0, 80)

function failed(problems: ConfigProblem[]): ParsedConfig {
  const [first = { line: 1, reason: 'it cannot be used' }, ...more] = problems.sort(
    (a, b) => a.line - b.line,
  )
  return { ok: false, problems: [first, ...more] }
}
