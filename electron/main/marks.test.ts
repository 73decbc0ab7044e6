import { expect, test } from 'vitest'
import { createMarks, type MarkName, parseMarks } from './marks.ts'

function file(content: readonly MarkName[] | null) {
  const written: (readonly MarkName[])[] = []
  return {
    written,
    read: () => content,
    write: (marks: readonly MarkName[]) => void written.push(marks),
    settled: () => Promise.resolve(),
  }
}

test('marks are kept, and written when they change', () => {
  const kept = file(['autostart'])
  const marks = createMarks(kept)
  expect([marks.has('autostart'), marks.has('no-tray-told')]).toEqual([true, false])
  marks.set('autostart', true)
  expect(kept.written).toEqual([])
  marks.set('no-tray-told', true)
  marks.set('autostart', false)
  expect(kept.written).toEqual([['autostart', 'no-tray-told'], ['no-tray-told']])
})

test('of a damaged file nothing odd is taken', () => {
  expect(parseMarks(['autostart', 'of the future', 7])).toEqual(['autostart'])
  for (const damaged of [null, 7, 'autostart', { autostart: true }]) {
    expect(parseMarks(damaged)).toBeNull()
  }
  expect(createMarks(file(null)).has('autostart')).toBe(false)
})
