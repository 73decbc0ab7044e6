import { expect, test } from 'vitest'
import { licenceName } from './libraries.mjs'

test('licences are read in every form that npm has had', () => {
  expect(licenceName({ license: 'ISC' })).toBe('ISC')
  expect(licenceName({ license: { type: 'MIT/X11' } })).toBe('MIT/X11')
  expect(licenceName({ license: ['MIT', 'Apache2'] })).toBe('MIT or Apache2')
  expect(licenceName({ licenses: [{ type: 'BSD' }, { type: 'MIT' }] })).toBe('BSD or MIT')
  expect(licenceName({})).toBe('')
})
