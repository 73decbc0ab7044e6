import { fill } from '../../../shared/domain/errors.ts'
import { type HostCheckRow, type Verdict, verdicts } from '../../../shared/domain/host-check.ts'
import { type Finding, findingCatalogue } from '../../../shared/domain/host-check/findings.ts'
import { checkTerminalDe } from '../../../shared/i18n/de/check-terminal.ts'
import { findingsDe } from '../../../shared/i18n/de/findings.ts'
import { hostCheckWordsDe } from '../../../shared/i18n/de/host-check-words.ts'
import { checkTerminal } from '../../../shared/i18n/en/check-terminal.ts'
import { hostCheckWords } from '../../../shared/i18n/en/host-check-words.ts'
import type { TerminalStyle } from '../terminal-style.ts'

const dictionaries = {
  en: { findings: findingCatalogue, words: hostCheckWords, terminal: checkTerminal },
  de: { findings: findingsDe, words: hostCheckWordsDe, terminal: checkTerminalDe },
} as const

const signs: Record<'unicode' | 'ascii', Record<Verdict, string>> = {
  unicode: { good: '✓', limited: '◐', missing: '✕', unknown: '?' },
  ascii: { good: '+', limited: '~', missing: 'x', unknown: '?' },
}

/** Columns. Longer lines are hard to read; shorter ones than this are broken by the terminal. */
const WIDEST = 110
const NARROWEST = 30

/** What cannot be written in ASCII, as German without umlauts is. */
const asciiOf: Readonly<Record<string, string>> = {
  ...{ ä: 'ae', ö: 'oe', ü: 'ue', Ä: 'Ae', Ö: 'Oe', Ü: 'Ue', ß: 'ss', '’': "'", '…': '...' },
}

/** One row, with its line feed: sign, name, verdict, and below each other what there is to say. Pure. */
export function rowText(row: HostCheckRow, style: TerminalStyle): string {
  const { words, terminal } = dictionaries[style.language]
  const verdict = row.verdict ?? 'unknown'
  const name = words.rows[row.id].padEnd(widest(Object.values(words.rows)))
  const word = words.verdicts[verdict].padEnd(widest(Object.values(words.verdicts)))
  const head = `${signs[style.unicode ? 'unicode' : 'ascii'][verdict]} ${name}  ${word}  `
  const width = style.columns === null ? null : Math.min(style.columns, WIDEST) - head.length
  const said = row.findings.flatMap((finding) => findingLines(finding, style))
  const lines = said.flatMap((line) => wrap(line, width))
  for (const { command, afterLogin } of row.mends) {
    // A command is one line, however long, so that it can be copied.
    lines.push(`${terminal.mend} ${command}`)
    if (afterLogin) lines.push(...wrap(terminal.afterLogin, width))
  }
  if (row.cause !== undefined && verdict !== 'good') {
    const [first = '', ...more] = row.cause.trim().split('\n')
    lines.push(`${terminal.detail} ${first}`, ...more)
  }
  const indent = ' '.repeat(head.length)
  const text = lines.map((line, index) => `${index === 0 ? head : indent}${printable(line)}\n`)
  return written(text.join(''), style)
}

/** The last line: how many rows there are of each verdict. Pure. */
export function summaryText(rows: readonly HostCheckRow[], style: TerminalStyle): string {
  const { words } = dictionaries[style.language]
  const counts = verdicts
    .map((verdict) => [verdict, rows.filter((row) => row.verdict === verdict).length] as const)
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => `${words.verdicts[verdict]}: ${count}`)
  return written(`\n${counts.join(', ')}\n`, style)
}

/** What is said to root before anything else. Pure. */
export const rootText = (style: TerminalStyle): string =>
  written(`${dictionaries[style.language].terminal.root}\n\n`, style)

function findingLines({ code, params }: Finding, style: TerminalStyle): string[] {
  const sentences = dictionaries[style.language].findings[code]
  const number = new Intl.NumberFormat(style.locale, { maximumFractionDigits: 1 })
  const size = (bytes: number): string => `${number.format(bytes / 1024 ** 3)} GiB`
  const filled = Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      if (typeof value === 'string') return [name, value]
      return [name, name === 'bytes' ? size(value) : number.format(value)]
    }),
  )
  const texts = [sentences.message, ...('lost' in sentences ? [sentences.lost] : [])]
  return texts.map((text) => fill(text, filled))
}

const widest = (texts: readonly string[]): number => Math.max(...texts.map((text) => text.length))

/** Breaks a text between words; a word that is too long stands alone. */
function wrap(text: string, width: number | null): string[] {
  if (width === null || width < NARROWEST) return [text]
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width) {
      lines[lines.length - 1] = `${last} ${word}`
    } else lines.push(word)
  }
  return lines
}

/** A terminal obeys control characters, and programs' words may hold any. */
const printable = (text: string): string => text.replace(/\p{C}/gu, '\uFFFD')

const written = (text: string, { unicode }: TerminalStyle): string =>
  unicode ? text : text.replace(/[^\n\x20-\x7e]/gu, (sign) => asciiOf[sign] ?? '?')
