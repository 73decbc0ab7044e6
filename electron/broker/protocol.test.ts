import { expect, test } from 'vitest'
import { parseOpenConsole } from './protocol.ts'

test.each([
  [{ type: 'open', endpoint: { kind: 'vnc', socketPath: '/s' } }],
  [{ type: 'open', endpoint: { kind: 'serial', socketPath: '/s', logPath: '/l' } }],
])('%j is known', (message) => {
  expect(parseOpenConsole(message)).toEqual(message)
})

test.each([
  [null],
  [undefined],
  ['open'],
  [{}],
  [{ type: 'open' }],
  [{ type: 'open', endpoint: null }],
  [{ type: 'open', endpoint: { kind: 'vnc' } }],
  [{ type: 'open', endpoint: { kind: 'serial', socketPath: '/s' } }],
  [{ type: 'open', endpoint: { kind: 'tcp', socketPath: '/s' } }],
])('%j is not', (message) => {
  expect(parseOpenConsole(message)).toBeNull()
})
