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
    const range = /^(\d+) to (\d+)$/.exec(row.values)
    const allowed = range === null ? codes(row.values) : [Number(range[1]), Number(range[2])]
    expect(allowed.length).toBeGreaterThan(0)
    for (const value of allowed) expect(entry.schema.safeParse(value).success).toBe(true)
    if (range !== null) {
      const [least, most] = allowed as number[]
      expect(entry.schema.safeParse(Number(least) - 1).success).toBe(false)
      expect(entry.schema.safeParse(Number(most) + 1).success).toBe(false)
    } else if (!row.values.includes('path')) {
      // None that it may have is missing.
      expect(allowed).toEqual('options' in entry.schema ? entry.schema.options : [true, false])
    }
  })
})
