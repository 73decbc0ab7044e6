import { describe, expect, it } from 'vitest'
import { answerTo } from './answer.ts'
import { misuseText, terminalLanguage } from './terminal-text.ts'

describe('the terminal', () => {
  it.each([
    [{}, 'en'],
    [{ LANG: 'de_DE.UTF-8' }, 'de'],
    [{ LANG: 'de_AT@euro' }, 'de'],
    [{ LC_ALL: 'en_GB.UTF-8', LANG: 'de_DE.UTF-8' }, 'en'],
    [{ LC_MESSAGES: 'de_CH', LANG: 'fr_FR' }, 'de'],
    [{ LANG: 'fr_FR.UTF-8', LANGUAGE: 'fr:de' }, 'de'],
    [{ LANG: 'C.UTF-8', LANGUAGE: 'de' }, 'en'],
    [{ LC_ALL: '', LANG: 'de' }, 'de'],
  ])('speaks the language of %j', (env, language) => expect(terminalLanguage(env)).toBe(language))

  it('is told what is wrong, and never obeys what was typed', () => {
    const said = misuseText({ problem: 'unknown-option', option: '--\u001b[2J' }, {})
    expect(said).toBe(
      'guesthouse: There is no option --\uFFFD[2J.\nWhat there is: guesthouse --help\n',
    )
    const long = misuseText({ problem: 'no-file', argument: 'x'.repeat(100_000) }, { LANG: 'de' })
    expect(long.length).toBeLessThan(400)
  })

  it('is answered where it belongs', () => {
    const parts = { version: '1.2.3', env: {} }
    expect(answerTo({ kind: 'version' }, parts)).toEqual({
      ...{ text: 'Guesthouse 1.2.3\n', to: 'stdout', exitCode: 0 },
    })
    expect(answerTo({ kind: 'help' }, parts)).toMatchObject({ to: 'stdout', exitCode: 0 })
    const misuse = { problem: 'too-many', argument: 'b' } as const
    expect(answerTo({ kind: 'misuse', misuse }, parts)).toMatchObject({ to: 'stderr', exitCode: 2 })
  })

  it('is shown no line that is longer than a terminal is wide', () => {
    for (const env of [{ LANG: 'en' }, { LANG: 'de' }]) {
      const { text } = answerTo({ kind: 'help' }, { version: '', env })
      expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80)
    }
  })
})
