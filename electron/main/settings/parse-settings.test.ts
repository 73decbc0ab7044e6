import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultSettings, settingsSchema } from '../../../shared/domain/settings.ts'
import { parseSettings } from './parse-settings.ts'

const parse = (content: unknown) => parseSettings(JSON.stringify(content))

describe('parseSettings', () => {
  it('takes what is given, and what holds at first for the rest', () => {
    const { settings, problems } = parse({
      $schema: 'https://example.org/x.json',
      appearance: { theme: 'dark' },
    })
    expect(problems).toEqual([])
    expect(settings).toEqual({
      ...defaultSettings,
      appearance: { ...defaultSettings.appearance, theme: 'dark' },
    })
    expect(parse({}).settings).toEqual(defaultSettings)
  })

  it('has a bad value fall back alone, and names it', () => {
    const { settings, problems } = parse({
      appearance: { theme: 'blue', language: 'de' },
      consoles: { terminalFontSize: 5000, terminalTheme: 'light' },
      storage: { disksFolder: 'relative' },
    })
    expect(settings.appearance).toEqual({ theme: 'system', accent: 'desktop', language: 'de' })
    expect(settings.consoles).toMatchObject({ terminalFontSize: 14, terminalTheme: 'light' })
    expect(settings.storage.disksFolder).toBeNull()
    expect(problems).toEqual([
      { setting: 'appearance.theme', value: '"blue"', reason: 'not-allowed' },
      { setting: 'storage.disksFolder', value: '"relative"', reason: 'not-allowed' },
      { setting: 'consoles.terminalFontSize', value: '5000', reason: 'not-allowed' },
    ])
  })

  it('names what is no setting, and sections that are none', () => {
    const { settings, problems } = parse({
      theme: 'dark',
      appearance: null,
      sound: [true],
      privacy: { secret: 1, keepPictures: false },
    })
    expect(settings).toEqual({
      ...defaultSettings,
      privacy: { ...defaultSettings.privacy, keepPictures: false },
    })
    expect(problems).toEqual([
      { setting: 'appearance', value: 'null', reason: 'not-an-object' },
      { setting: 'sound', value: '[true]', reason: 'not-an-object' },
      { setting: 'privacy.secret', value: '1', reason: 'unknown' },
      { setting: 'theme', value: '"dark"', reason: 'unknown' },
    ])
  })

  it.each([
    ['', 'not-json'],
    ['{', 'not-json'],
    ['// comment\n{}', 'not-json'],
    ['\u0000', 'not-json'],
    ['[]', 'not-an-object'],
    ['null', 'not-an-object'],
    ['"dark"', 'not-an-object'],
    [`{"x":${'['.repeat(60_000)}${']'.repeat(60_000)}}`, 'not-json'],
  ])('%j as a whole is %s', (text, reason) => {
    expect(parseSettings(text)).toEqual({
      // Who has a file is not taken for somebody new.
      settings: { ...defaultSettings, firstRun: { done: true } },
      problems: [{ setting: '', value: '', reason }],
    })
  })

  it('takes names that JavaScript has of its own for what they are', () => {
    const { settings, problems } = parseSettings(
      '{"__proto__":{"theme":"dark"},"appearance":{"__proto__":1,"constructor":2},"toString":3}',
    )
    expect(settings).toEqual(defaultSettings)
    expect(problems.map(({ setting }) => setting)).toEqual([
      ...['appearance.__proto__', 'appearance.constructor', '__proto__', 'toString'],
    ])
  })

  it('shows no control characters, and little of what is long', () => {
    const { problems } = parse({
      appearance: { theme: `\u001b[31m\n${'x'.repeat(500)}` },
      [`bad\u0007${'y'.repeat(500)}`]: 1,
    })
    for (const { setting, value } of problems) {
      expect(`${setting}${value}`).not.toMatch(/\p{Cc}/u)
      expect(setting.length).toBeLessThan(100)
      expect(value.length).toBeLessThan(100)
    }
    const many = parse(Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`k${i}`, i])))
    expect(many.problems).toHaveLength(20)
  })

  it('gives settings that may be, whatever the file holds', () => {
    const sections = Object.keys(defaultSettings)
    const fields = Object.values(defaultSettings).flatMap((section) => Object.keys(section))
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.dictionary(
        fc.constantFrom(...sections, 'x'),
        fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom(...fields, 'y'), fc.jsonValue())),
      ),
    )
    fc.assert(
      fc.property(anything, (content) => {
        const { settings, problems } = parse(content)
        expect(settingsSchema.safeParse(settings).success).toBe(true)
        // What is not used is named.
        const given = problems.length === 0 ? (content as object) : {}
        expect(settings).toMatchObject(given)
      }),
    )
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(settingsSchema.safeParse(parseSettings(text).settings).success).toBe(true)
      }),
    )
  })
})
