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

function check(hex: string, { page, texts, ...grounds }: Grounds): void {
  const made = accentTokens(hex, { page, texts, ...grounds })
  const of = (name: `--${string}`): string => made[name] ?? 'missing'
  const least = (name: `--${string}`, others: readonly string[], wanted: number) => {
    for (const other of others) {
      expect(between(of(name), other), `${name} on ${other}`).toBeGreaterThanOrEqual(wanted)
    }
  }
  least('--accent', [...page, of('--bg-selected')], TEXT_CONTRAST)
  least('--primary', page, FILL_CONTRAST)
  least('--primary-border', page, EDGE_CONTRAST)
  least('--on-primary', [of('--primary'), of('--primary-hover')], TEXT_CONTRAST)
  least('--bg-selected', texts, TEXT_CONTRAST)
  least('--well-accent', wells, TEXT_CONTRAST)
  least('--paper-accent', [paper], TEXT_CONTRAST)
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
    check(`#${hex}`, lightGrounds)
    check(`#${hex}`, darkGrounds)
  })

  it('can be read whatever the colour is', () => {
    const hex = fc
      .integer({ min: 0, max: 0xffffff })
      .map((value) => `#${value.toString(16).padStart(6, '0')}`)
    fc.assert(
      fc.property(hex, (value) => {
        check(value, lightGrounds)
        check(value, darkGrounds)
      }),
    )
  })

  it('leave a colour alone that can be read as it is', () => {
    expect(accentTokens('#3584e4', lightGrounds)['--primary']).toBe('#3584e4')
    expect(accentTokens('#1c71d8', lightGrounds)['--primary-border']).toBe('#1c71d8')
  })
})
