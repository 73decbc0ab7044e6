import { describe, expect, it } from 'vitest'
import { en } from '../en/index.ts'
import { hardCodedTexts, stringsIn } from './hard-coded.ts'
import { outsideBrackets, pseudoOf } from './pseudo.ts'

describe('the pseudo-locale', () => {
  it('brackets and lengthens every text, and keeps its parameters', () => {
    const pseudo = pseudoOf(en)
    expect(pseudo.state.running).toMatch(/^⟦Running~+⟧$/)
    expect(pseudo.state.since).toContain('{{time}}')
    expect(stringsIn(pseudo).every((text) => outsideBrackets(text) === '')).toBe(true)
  })
})

describe('hard-coded texts', () => {
  const found = (html: string, data: string[] = []) => {
    const root = document.createElement('div')
    root.innerHTML = html
    return hardCodedTexts(root, data)
  }

  it.each([
    ['<p>Hello</p>', 1],
    ['<p>⟦Hello⟧ you</p>', 1],
    ['<button aria-label="Close">×</button>', 1],
    ['<input placeholder="Search">', 1],
    ['<p title="A title">⟦x⟧</p>', 1],
    ['<p>⟦Saved ⟦today⟧ at⟧ 12:30, 42 %</p>', 0],
    ['<p>2026年11月23日 · 5 ⟦MiB~⟧</p>', 0],
    ['<style>.a { color: red }</style>', 0],
  ])('%s: %d', (html, count) => expect(found(html)).toHaveLength(count))

  it('lets data be', () => {
    expect(found('<p>debian-13 ⟦runs⟧</p>', ['debian-13'])).toEqual([])
    expect(found('<p aria-label="⟦x⟧">debian-14</p>', ['debian-13'])).toEqual([
      '<p> in “⟦x⟧”: debian-14',
    ])
  })
})
