import { expect, test } from 'vitest'
import { helloAnswer, helloRequest } from './pipewire-protocol.ts'

/** The head of what PipeWire 0.3.65 answered: Core::Info of 1,192 bytes, with one file descriptor. */
const info = Buffer.from('00000000a804000000000000000000000000000000', 'hex')

test('asks for version 3 of the core', () => {
  expect(helloRequest().toString('hex')).toBe(
    ['00000000', '18000001', '00000000', '00000000'].join('') +
      ['10000000', '0e000000', '04000000', '04000000', '03000000', '00000000'].join(''),
  )
})

test('knows the answer by its head', () => {
  expect(helloAnswer(info.subarray(0, 15))).toBeNull()
  expect(helloAnswer(info.subarray(0, 16))).toBe('PipeWire')
})

test('says why it is not let in', () => {
  const error = Buffer.from(info)
  error[7] = 3
  expect(() => helloAnswer(error)).toThrow('it denies access')
  expect(() => helloAnswer(Buffer.from('HTTP/1.1 400 Bad Request'))).toThrow('does not speak')
})
