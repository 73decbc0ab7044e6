import { describe, expect, it } from 'vitest'
import { keyboardLayouts } from '../../../../../shared/domain/settings.ts'
import { layouts, rows } from './layouts.ts'
import { planText, type Stroke } from './plan-text.ts'

const short = ({ code, held }: Stroke): string => `${held === null ? '' : `${held} `}${code}`
const plan = (...[text, layout]: Parameters<typeof planText>): string[] =>
  planText(text, layout).strokes.flat().map(short)

describe('layouts', () => {
  it.each(keyboardLayouts)('%s has no more characters than keys', (name) => {
    for (const level of Object.values(layouts[name]) as readonly (readonly string[])[]) {
      level.forEach((row, index) =>
        expect(row.length).toBeLessThanOrEqual(rows[index]?.length ?? 0),
      )
    }
  })

  it.each(keyboardLayouts)('%s types all of ASCII', (name) => {
    const ascii = String.fromCharCode(...Array.from({ length: 95 }, (_, index) => 32 + index))
    expect(planText(`${ascii}\n\t`, name).missing).toEqual([])
  })
})

describe('planText', () => {
  it.each([
    ['us', 'aZ~', ['KeyA', 'ShiftLeft KeyZ', 'ShiftLeft Backquote']],
    ['gb', '£#~', ['ShiftLeft Digit3', 'Backslash', 'ShiftLeft Backslash']],
    ['de', 'zÄ@{', ['KeyY', 'ShiftLeft Quote', 'AltRight KeyQ', 'AltRight Digit7']],
    ['fr', 'a1@é', ['KeyQ', 'ShiftLeft Digit1', 'AltRight Digit0', 'Digit2']],
    ['es', 'ñ@', ['Semicolon', 'AltRight Digit2']],
  ] as const)('knows the keys of %s', (layout, text, keys) => {
    expect(plan(text, layout)).toEqual(keys)
  })

  it('uses dead keys for accents, and before a space for the accents alone', () => {
    expect(plan('ô', 'fr')).toEqual(['BracketLeft', 'KeyO'])
    expect(plan('Ï', 'es')).toEqual(['ShiftLeft Quote', 'ShiftLeft KeyI'])
    expect(plan('^', 'de')).toEqual(['Backquote', 'Space'])
    // Written as a letter with a mark after it, it is the same.
    expect(plan('o\u0302', 'fr')).toEqual(plan('ô', 'fr'))
  })

  it('takes every kind of line end for Enter', () => {
    expect(plan('a\r\nb\rc\n', 'us')).toEqual(['KeyA', 'Enter', 'KeyB', 'Enter', 'KeyC', 'Enter'])
  })

  it('leaves out what the keyboard does not have, and says what', () => {
    const { strokes, missing } = planText('a→é→🏠b', 'us')
    expect(strokes.flat().map(short)).toEqual(['KeyA', 'KeyB'])
    expect(missing).toEqual(['→', 'é', '🏠'])
  })
})
