import { expect, test } from 'vitest'
import { scopeName, startTransientUnit, unitPath } from './scope-unit.ts'

const scope = {
  unit: 'app-guesthouse-1.scope',
  description: 'Virtual machine -a "b", c',
  limits: undefined,
  pids: [12, 34],
}

test('asks for a scope that holds the processes', () => {
  expect(startTransientUnit(scope)).toEqual([
    ...['StartTransientUnit', 'ssa(sv)a(sa(sv))', 'app-guesthouse-1.scope', 'fail', '4'],
    ...['Description', 's', 'Virtual machine -a "b", c'],
    ...['Slice', 's', 'app.slice'],
    ...['CollectMode', 's', 'inactive-or-failed'],
    ...['PIDs', 'au', '2', '12', '34'],
    '0',
  ])
})

test('limits memory in bytes and processors in µs a second', () => {
  const words = startTransientUnit({ ...scope, limits: { memoryMiB: 512, cpuPercent: 150 } })
  expect(words.slice(4, 5)).toEqual(['6'])
  expect(words.join(' ')).toContain('MemoryMax t 536870912 CPUQuotaPerSecUSec t 1500000 0')
})

test('names a scope after the run', () => {
  expect(scopeName('0a0b0c0d-1111-4222-8333-444444444444')).toBe(
    'app-guesthouse-0a0b0c0d111142228333444444444444.scope',
  )
})

test('escapes a name for the bus as systemd does', () => {
  // As `busctl call … GetUnit` of systemd 252 answers.
  expect(unitPath('app-a_1.scope')).toBe('/org/freedesktop/systemd1/unit/app_2da_5f1_2escope')
  expect(unitPath('1.scope')).toBe('/org/freedesktop/systemd1/unit/_31_2escope')
})
