import { expect, it } from 'vitest'
import { linesNotIn, optionLines, shellCommand } from './option-lines.ts'

it('puts an option and its values on a line', () => {
  expect(optionLines(['-S', '-m', 'size=1M', '-append', 'a b', '-x'])).toEqual([
    ['-S'],
    ['-m', 'size=1M'],
    ['-append', 'a b'],
    ['-x'],
  ])
  expect(optionLines(['-rtc', '-5'])).toEqual([['-rtc', '-5']])
})

it('finds lines that the other has not, counting those that are there twice', () => {
  const lines = [['-a'], ['-b', '1'], ['-b', '1']]
  expect([...linesNotIn(lines, [['-b', '1']])]).toEqual([0, 2])
})

it('quotes for a shell', () => {
  expect(
    shellCommand('/usr/bin/qemu', [
      ['-name', "it's"],
      ['-m', 'size=1M'],
      ['-d', '{"a":1}'],
    ]),
  ).toBe(`/usr/bin/qemu \\\n  -name 'it'\\''s' \\\n  -m size=1M \\\n  -d '{"a":1}'`)
  expect(shellCommand('q', [['']])).toBe("q \\\n  ''")
})
