import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { settingsSections } from '../../../shared/domain/settings.ts'

interface Row {
  readonly setting: string
  readonly values: string
  readonly fallback: string
  readonly effect: string
}

/** The rows of the tables below "## section". */
function documented(): Row[] {
  const text = readFileSync(new URL('../../../docs/settings.md', import.meta.url), 'utf8')
  return text
    .split(/^## /m)
    .slice(1)
    .flatMap((part) => {
      const section = part.slice(0, part.indexOf('\n')).trim()
      return part
        .split('\n')
        .filter((line) => line.startsWith('| `'))
        .map((line) => {
          const [, key = '', values = '', fallback = '', effect = ''] = line
            .split('|')
            .map((cell) => cell.trim())
          return { setting: `${section}.${key.replaceAll('`', '')}`, values, fallback, effect }
        })
    })
}

const codes = (cell: string): unknown[] =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => JSON.parse(code) as unknown)

describe('docs/settings.md', () => {
  const rows = documented()

  it('has every setting, in the order of the catalogue, and no other', () => {
    expect(rows.map(({ setting }) => setting)).toEqual(
      settingsSections.flatMap(([section, fields]) =>
        Object.keys(fields).map((field) => `${section}.${field}`),
      ),
    )
  })

  it.each(rows)('says of $setting what it is and what it may be', (row) => {
    const [section = '', field = ''] = row.setting.split('.')
    const entry = settingsSections.find(([name]) => name === section)?.[1][field]
    if (entry === undefined) throw new Error(`no setting ${row.setting}`)
    expect(codes(row.fallback)).toEqual([entry.fallback])
    expect(row.effect.length).toBeGreaterThan(20)
    const { schema } = entry
    const fits = (value: unknown): boolean => schema.safeParse(value).success
    const range = /^(\d+) to (\d+)$/.exec(row.values)?.slice(1).map(Number) ?? null
    const allowed = range ?? codes(row.values)
    expect(allowed.length).toBeGreaterThan(0)
    expect(allowed.filter((value) => !fits(value))).toEqual([])
    // None that it may have is missing.
    const [least = 0, most = 0] = range ?? []
    const beyond = range === null ? [] : [least - 1, most + 1]
    expect(beyond.filter(fits)).toEqual([])
    const isList = range === null && !row.values.includes('path')
    const all = isList ? ('options' in schema ? schema.options : [true, false]) : allowed
    expect(allowed).toEqual(all)
  })
})
