import { expect, test } from 'vitest'
import { accentOf, colorSchemeOf } from './portal-settings.ts'

test.each([
  [[0, 0, 0], '#000000'],
  [[1, 1, 1], '#ffffff'],
  [[0.207, 0.517, 0.894], '#3584e4'],
  // So a desktop says that it has none.
  [[-1, -1, -1], null],
  [[1.01, 0, 0], null],
  [[Number.NaN, 0, 0], null],
  [[0, 0], null],
  [[0, 0, 0, 0], null],
  [['0', '0', '0'], null],
  ['#3584e4', null],
  [null, null],
  [undefined, null],
  [7n, null],
  [{ 0: 0, 1: 0, 2: 0, length: 3 }, null],
])('of %s the accent is %s', (value, accent) => {
  expect(accentOf(value)).toBe(accent)
})

test.each([
  [0, null],
  [1, 'dark'],
  [2, 'light'],
  [3, null],
  [1n, null],
  ['dark', null],
  [undefined, null],
])('of %s the colour scheme is %s', (value, scheme) => {
  expect(colorSchemeOf(value)).toBe(scheme)
})
