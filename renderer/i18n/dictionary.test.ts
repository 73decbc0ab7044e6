import { afterEach, describe, expect, it } from 'vitest'
import { acceleratorReasonSchema, guestActions, guestStates } from '../../shared/domain/guest.ts'
import { jobKinds } from '../../shared/domain/jobs.ts'
import { GuesthouseError } from '../../shared/domain/errors.ts'
import { de } from './de/index.ts'
import { en } from './en/index.ts'
import { errorText } from './error-text.ts'
import { formatBytes, formatDay, formatDuration, formatShare } from './format.ts'
import { speak, t } from './index.ts'

const sources = import.meta.glob<string>(
  ['../**/*.{ts,tsx}', '!../**/*.test.*', '!./en/*.ts', '!./de/*.ts'],
  { query: '?raw', import: 'default', eager: true },
)
const all = Object.values(sources).join('\n')

function textsOf(tree: object, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[prefix + key, value] as [string, string]]
      : textsOf(value as object, `${prefix}${key}.`),
  )
}
const english = textsOf(en)
/** Those of the catalogues are named by their codes. */
const keys = english
  .map(([key]) => key)
  .filter((key) => !/^(errors|sourceReasons|notices|saveBlockers|findings|happenings)\./.test(key))
const plain = (key: string) => key.replace(/_(one|other)$/, '')
const params = (text: string) =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)]
    .map(([, name]) => name ?? '')
    .sort((a, b) => (a < b ? -1 : 1))

/** "state." of t(`state.${…}`), "accelerator." of t(`accelerator.${…}.reason`). */
const computed = [...all.matchAll(/`([a-zA-Z]+(?:\.[a-zA-Z]+)*\.)\$\{/g)].map(
  (match) => match[1] ?? '',
)

describe('the English dictionary', () => {
  it('has a text for every key that the sources name', () => {
    const named = [...all.matchAll(/\bt\(\s*'([^']+)'/g)].map((match) => match[1] ?? '')
    expect(named.length).toBeGreaterThan(50)
    const known = new Set(keys.map(plain))
    expect(named.filter((key) => !known.has(key))).toEqual([])
  })

  it('has no text that nothing names', () => {
    expect(computed).toContain('state.')
    const unused = keys.filter(
      (key) =>
        !all.includes(`'${plain(key)}'`) && !computed.some((prefix) => key.startsWith(prefix)),
    )
    expect(unused).toEqual([])
  })

  it('has words for every state, action and reason', () => {
    for (const state of guestStates) expect(en.state).toHaveProperty(state)
    for (const action of guestActions) expect(en.action).toHaveProperty(action)
    for (const kind of jobKinds) expect(en.job).toHaveProperty(kind)
    for (const reason of acceleratorReasonSchema.options) {
      expect(en.accelerator[reason].reason).toMatch(/\.$/)
      expect(en.accelerator[reason].next).toMatch(/\.$/)
    }
  })

  it('has both forms of what is counted', () => {
    const forms = keys.filter((key) => /_(one|other)$/.test(key))
    expect(forms.length).toBeGreaterThan(0)
    for (const form of forms) {
      expect(keys).toEqual(expect.arrayContaining([`${plain(form)}_one`, `${plain(form)}_other`]))
    }
  })
})

describe.each([
  ['English', english],
  ['German', textsOf(de)],
])('the %s dictionary', (_language, texts) => {
  it('speaks without exclamation marks', () => {
    expect(texts.filter(([, text]) => text.includes('!'))).toEqual([])
  })

  it('has no empty text, and none with a space at an end', () => {
    expect(texts.filter(([, text]) => text === '' || text !== text.trim())).toEqual([])
  })
})

describe('the German dictionary', () => {
  const german = new Map(textsOf(de))

  it('has the keys of the English one', () => {
    expect([...german.keys()].sort()).toEqual(english.map(([key]) => key).sort())
  })

  it('fills in the same parameters', () => {
    const differing = english
      .map(([key, text]) => [key, params(text), params(german.get(key) ?? '')] as const)
      .filter(([, wanted, found]) => wanted.join() !== found.join())
    expect(differing).toEqual([])
  })

  it('does not address anybody, and has no straight quotes', () => {
    const wrong = [...german].filter(
      ([, text]) =>
        /\b(Ihr|Ihre[nmrs]?|Ihnen|Du|Dein\w*)\b/.test(text.replace(/(^|[.:] )Ihr/g, '')) ||
        text.includes('"'),
    )
    expect(wrong).toEqual([])
  })

  it('leaves hardly a sentence in English', () => {
    const same = english.filter(
      ([key, text]) =>
        /[a-z] [a-z]/.test(text.replace(/\{\{\w+\}\}/g, '')) && german.get(key) === text,
    )
    expect(same).toEqual([])
  })
})

describe('what is spoken', () => {
  afterEach(() => speak(['en']))

  it('counts', () => {
    expect(t('processors', { count: 1 })).toBe('1 processor')
    expect(t('processors', { count: 4 })).toBe('4 processors')
  })

  it('is English at once, and German once that is loaded', async () => {
    expect(speak(['en-US'])).toBeNull()
    expect(document.documentElement.lang).toBe('en')
    await speak(['de-DE', 'en'])
    expect(document.documentElement.lang).toBe('de')
    expect(t('state.running')).toBe('Läuft')
    expect(t('processors', { count: 4 })).toBe('4 Prozessoren')
  })

  it('writes sizes, shares, times and spans as the language does', async () => {
    const noon = new Date(2026, 10, 23, 12).getTime()
    expect(formatBytes(1536 * 1024 ** 2)).toBe('1.5 GiB')
    expect(formatDay(noon - 43_200_000, noon)).toBe('today')
    expect(formatDay(noon - 43_200_001, noon)).toBe('yesterday')
    expect(formatDuration(125_000)).toBe('2 min 5 sec')
    expect(formatDuration(3_600_000)).toBe('1 hr')
    expect(formatDuration(10)).toBe('1 sec')
    await speak(['de'])
    expect(formatBytes(1536 * 1024 ** 2)).toBe('1,5 GiB')
    expect(formatShare(0.429)).toBe('42\u00a0%')
    expect(formatDay(noon - 86_400_000, noon)).toBe('gestern')
    expect(formatDay(noon - 10 * 86_400_000, noon)).toBe('Freitag, 13. November 2026')
    expect(formatDuration(125_000)).toBe('2 Min., 5 Sek.')
  })

  it('says in its own words what is wrong with a file', async () => {
    const link = { path: '/a.ova', reason: 'file-link', file: 'x & y' }
    const unsafe = new GuesthouseError('OVA_UNSAFE', link).toData()
    expect(unsafe.message).toContain(': x & y is a link or a device.')
    expect(errorText(unsafe).message).toBe(unsafe.message)
    const many = { path: '/a', reason: 'count-disks', count: 17, max: 16 }
    await speak(['de'])
    expect(errorText(unsafe).message).toContain('x & y ist eine Verknüpfung oder ein Gerät.')
    expect(errorText(new GuesthouseError('SOURCE_TOO_MANY', many).toData()).message).toBe(
      'Die Maschine in /a hat 17 Laufwerke, Guesthouse gibt höchstens 16.',
    )
  })

  it('has its own words where the engine gives one of its own', async () => {
    const busy = new GuesthouseError('GUEST_BUSY', { job: 'save' }).toData()
    const wrong = new GuesthouseError('GUEST_WRONG_STATE', { state: 'running' }).toData()
    expect(errorText(wrong).message).toBe(wrong.message)
    await speak(['de'])
    expect(errorText(busy).message).toBe('Die Maschine ist beschäftigt: Speichert.')
    expect(errorText(wrong).message).toContain('Läuft')
  })
})
