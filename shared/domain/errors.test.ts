import { describe, expect, it } from 'vitest'
import { errorCatalogue, GuesthouseError, toErrorData } from './errors.ts'

describe('errors', () => {
  it('fill their sentences and keep the cause', () => {
    const data = new GuesthouseError('DISK_MISSING', { path: '/a b' }, new Error('ENOENT')).toData()
    expect(data).toEqual({
      code: 'DISK_MISSING',
      message: 'The file /a b does not exist.',
      next: 'Put it back, or choose another file.',
      params: { path: '/a b' },
      cause: 'ENOENT',
    })
  })

  it('follow a chain of causes', () => {
    const cause = new Error('outer', { cause: new Error('inner') })
    expect(new GuesthouseError('INTERNAL', {}, cause).toData().cause).toBe('outer: inner')
  })

  it.each([['a string'], [new Error('x')], [null], [undefined], [{ a: 1 }], [Symbol('s')]])(
    'make %s into INTERNAL',
    (thrown) => expect(toErrorData(thrown).code).toBe('INTERNAL'),
  )

  it('are sentences for people', () => {
    for (const [code, { message, next }] of Object.entries(errorCatalogue)) {
      for (const sentence of [message, next]) {
        expect(sentence, code).toMatch(/^[A-Z{].*\.$/)
        expect(sentence, code).not.toMatch(/!|oops|sorry/i)
      }
    }
  })
})
