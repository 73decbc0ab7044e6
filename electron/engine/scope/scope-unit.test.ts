import { expect, test } from 'vitest'
import { scopeName, startTransientUnit, unitPath, userUnitOf } from './scope-unit.ts'

const scope = {
  unit: 'app-guesthouse-1.scope',
  description: 'Virtual machine -a "b", c',
  limits: undefined,
  pids: [12, 34],
  stopsAfter: null,
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

test('is stopped after the app', () => {
  const words = startTransientUnit({ ...scope, stopsAfter: 'app-org.guesthouse-7.scope' })
  expect(words.slice(4, 5)).toEqual(['5'])
  expect(words.join(' ')).toContain(' 12 34 Before as 1 app-org.guesthouse-7.scope 0')
})

const session = '/user.slice/user-1000.slice/user@1000.service'
test.each([
  [`0::${session}/app.slice/app-gnome-guesthouse-4711.scope\n`, 'app-gnome-guesthouse-4711.scope'],
  [
    `0::${session}/app.slice/app-guesthouse@autostart.service\n`,
    'app-guesthouse@autostart.service',
  ],
  [`12:pids:/user.slice\n1:name=systemd:${session}/a.scope\n0::/\n`, 'a.scope'],
  ['0::/user.slice/user-1000.slice/session-2.scope\n', null],
  [`0::${session}/app.slice\n`, null],
  [`0::${session}\n`, null],
  ['0::/system.slice/guesthouse.service\n', null],
  ['', null],
])('of %j the app’s unit is %s', (cgroup, unit) => expect(userUnitOf(cgroup)).toBe(unit))

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
