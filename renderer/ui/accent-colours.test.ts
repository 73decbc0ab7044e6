import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  accentTokens,
  contrast,
  darkGrounds,
  EDGE_CONTRAST,
  FILL_CONTRAST,
  type Grounds,
  lightGrounds,
  paper,
  parseColour,
  TEXT_CONTRAST,
  wells,
} from './accent-colours.ts'
import tokens from './tokens.css?raw'

const [light = '', dark = ''] = tokens.split('@media (prefers-color-scheme: dark)')
const valueOf = (name: string, css: string) =>
  new RegExp(`${name}: (#[0-9a-f]{6});`).exec(css)?.[1] ?? `no ${name}`
const between = (one: string, other: string) => contrast(parseColour(one), parseColour(other))

/** What of an accent cannot be read. */
function unreadable(hex: string, grounds: Grounds): string[] {
  const { page, texts } = grounds
  const made = accentTokens(hex, grounds)
  const of = (name: `--${string}`): string => made[name] ?? 'missing'
  const below = (name: `--${string}`, others: readonly string[], least: number): string[] =>
    others
      .filter((other) => !(between(of(name), other) >= least))
      .map((other) => `${name} ${of(name)} on ${other}`)
  return [
    ...below('--accent', [...page, of('--bg-selected')], TEXT_CONTRAST),
    ...below('--primary', page, FILL_CONTRAST),
    ...below('--primary-border', page, EDGE_CONTRAST),
    ...below('--on-primary', [of('--primary'), of('--primary-hover')], TEXT_CONTRAST),
    ...below('--bg-selected', texts, TEXT_CONTRAST),
    ...below('--well-accent', wells, TEXT_CONTRAST),
    ...below('--paper-accent', [paper], TEXT_CONTRAST),
  ]
}

describe('the tokens of an accent', () => {
  it('knows the measure', () => {
    expect(between('#000000', '#ffffff')).toBeCloseTo(21)
    // The first grey that is text on white (WCAG's own example).
    expect(between('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
  })

  it('stand on the grounds that tokens.css has', () => {
    for (const [grounds, css] of [
      [lightGrounds, light],
      [darkGrounds, dark],
    ] as const) {
      expect(grounds.page).toEqual(
        ['--bg', '--bg-sidebar', '--bg-raised'].map((name) => valueOf(name, css)),
      )
      expect(grounds.texts).toEqual(['--text', '--text-2'].map((name) => valueOf(name, css)))
    }
    expect(wells).toEqual([valueOf('--well', light), valueOf('--well', dark)])
    expect(paper).toBe(valueOf('--paper', light))
  })

  it('are no others than tokens.css has', () => {
    for (const name of Object.keys(accentTokens('#3584e4', lightGrounds))) {
      expect(light).toContain(`${name}:`)
    }
  })

  // GNOME 47's nine, KDE's usual one, and the ends.
  it.each(
    '3584e4 2190a4 3a944a c88800 ed5b00 e62d42 d56199 9141ac 6f8396 3daee9 000000 ffffff ffff00 0000ff'.split(
      ' ',
    ),
  )('of #%s can be read', (hex) => {
    expect(unreadable(`#${hex}`, lightGrounds)).toEqual([])
    expect(unreadable(`#${hex}`, darkGrounds)).toEqual([])
  })

  it('can be read whatever the colour is', () => {
    const hex = fc
      .integer({ min: 0, max: 0xffffff })
      .map((value) => `#${value.toString(16).padStart(6, '0')}`)
    fc.assert(
      fc.property(hex, (value) => {
        expect(unreadable(value, lightGrounds)).toEqual([])
        expect(unreadable(value, darkGrounds)).toEqual([])
      }),
    )
  })

  it('leave a colour alone that can be read as it is', () => {
    expect(accentTokens('#1c71d8', lightGrounds)).toMatchObject({
      ...{ '--primary': '#1c71d8', '--primary-border': '#1c71d8', '--on-primary': '#ffffff' },
    })
    expect(accentTokens('#f5a524', darkGrounds)).toMatchObject({
      ...{ '--primary': '#f5a524', '--on-primary': '#000000' },
    })
  })
})
