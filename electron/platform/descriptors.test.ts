import { closeSync, openSync, readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { withoutInheritance } from './descriptors.ts'

// What Chromium leaves open for children is looked at in e2e/specs/security.spec.ts, on QEMU itself.
test('what is closed on exec is left alone, and nothing stays open', () => {
  const descriptor = openSync('/dev/null', 'r')
  const before = readdirSync('/proc/self/fd')
  const given = withoutInheritance(['ignore', 'pipe', descriptor], (stdio) => stdio)
  expect(given.slice(0, 3)).toEqual(['ignore', 'pipe', descriptor])
  expect(descriptor).toBeGreaterThan(2)
  expect(given[descriptor] ?? 'ignore').toBe('ignore')
  expect(readdirSync('/proc/self/fd')).toEqual(before)
  closeSync(descriptor)
})

test('it is closed where the start fails, too', () => {
  const before = readdirSync('/proc/self/fd')
  const failing = (): void =>
    withoutInheritance(['ignore', 'ignore', 'ignore'], () => {
      throw new Error('no start')
    })
  expect(failing).toThrow('no start')
  expect(readdirSync('/proc/self/fd')).toEqual(before)
})
