import { describe, expect, it } from 'vitest'
import type { HostCheckRow } from '../../../shared/domain/host-check.ts'
import { type TerminalStyle, terminalStyle } from '../terminal-style.ts'
import { rootText, rowText, summaryText } from './terminal-text.ts'

const english: TerminalStyle = { language: 'en', locale: 'en', unicode: true, columns: null }
const german: TerminalStyle = { ...english, language: 'de', locale: 'de' }
const network: HostCheckRow = {
  ...{ id: 'network', verdict: 'missing', took: 3 },
  findings: [{ code: 'PASST_MISSING', params: {} }],
  mends: [
    {
      ...{ id: 'install-passt', command: 'sudo apt-get install --yes passt' },
      ...{ doable: true, afterLogin: false },
    },
  ],
}

describe('a row', () => {
  it('is sign, name and verdict, and what there is to say below each other', () => {
    expect(rowText(network, english)).toBe(
      [
        '✕ Network            Missing      The program passt is not installed.',
        '                                  Machines reach no network, unless they are given access to this computer too.',
        '                                  To mend it: sudo apt-get install --yes passt',
        '',
      ].join('\n'),
    )
  })

  it('speaks German, in ASCII where the terminal has no more', () => {
    expect(rowText(network, german)).toContain('außer')
    const ascii = rowText(network, { ...german, unicode: false })
    expect(ascii).toMatch(/^x Netzwerk +Fehlt +Das Programm passt ist nicht installiert\.$/m)
    expect(ascii).toContain('ausser sie erhalten auch Zugriff')
    expect(ascii).toMatch(/^[\n\x20-\x7e]*$/)
  })

  it('is broken between words, its commands never', () => {
    const text = rowText(network, { ...english, columns: 80 })
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(82)
    expect(text).toContain('To mend it: sudo apt-get install --yes passt\n')
    expect(rowText(network, { ...english, columns: 20 })).toBe(rowText(network, english))
  })

  it('writes numbers as the language does, and a cause without what a terminal obeys', () => {
    const row: HostCheckRow = {
      ...{ id: 'space', verdict: 'limited', mends: [], took: 1, cause: 'a\u001b[31mb\nc' },
      findings: [{ code: 'SPACE_LITTLE', params: { bytes: 2.5 * 1024 ** 3, path: '/d' } }],
    }
    expect(rowText(row, english)).toContain('Only 2.5 GiB are free')
    expect(rowText(row, german)).toContain('nur 2,5 GiB frei')
    expect(rowText(row, english)).toContain('In its own words: a\uFFFD[31mb\n')
  })

  it('of which nothing is known yet is not fine', () => {
    const row = { ...network, verdict: null, findings: [], mends: [] }
    expect(rowText({ ...row, findings: [{ code: 'CHECK_FAILED', params: {} }] }, english)).toMatch(
      /^\? Network +Not checked/,
    )
  })
})

describe('the rest', () => {
  it('counts rows by their verdicts', () => {
    const rows = [
      network,
      { ...network, verdict: 'good' },
      { ...network, verdict: 'unknown' },
    ] as const
    expect(summaryText(rows, english)).toBe('\nGood: 1, Missing: 1, Not checked: 1\n')
    expect(summaryText(rows, german)).toBe('\nGut: 1, Fehlt: 1, Nicht geprüft: 1\n')
  })

  it('tells root why to come back as somebody else', () => {
    expect(rootText(english)).toContain('do not run as root')
  })

  it.each([
    [{ LANG: 'de_DE.UTF-8' }, 'system', { language: 'de', locale: 'de-DE', unicode: true }],
    [{ LANG: 'de_DE@euro' }, 'system', { language: 'de', unicode: false }],
    [
      { LC_ALL: 'C', LANG: 'de_DE.UTF-8', LANGUAGE: 'de' },
      'system',
      { language: 'en', unicode: false },
    ],
    [{ LANG: 'fr_FR.utf8', LANGUAGE: 'fr:de' }, 'system', { language: 'de', unicode: true }],
    [{ LANG: 'en_GB.UTF-8' }, 'de', { language: 'de' }],
    [{}, 'system', { language: 'en', unicode: false }],
  ])('takes language and signs from %j', (env, chosen, expected) =>
    expect(terminalStyle(env, chosen, null)).toMatchObject(expected),
  )
})
