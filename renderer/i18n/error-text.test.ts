import { describe, expect, it } from 'vitest'
import { type ErrorCode, errorCatalogue, GuesthouseError } from '../../shared/domain/errors.ts'
import { errorReport, errorText } from './error-text.ts'

const codes = Object.keys(errorCatalogue) as ErrorCode[]
const names = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '')

describe('errorText', () => {
  it.each(codes)('has both sentences of %s, with its parameters filled in', (code) => {
    const { message, next } = errorCatalogue[code]
    const params = Object.fromEntries(names(message + next).map((name) => [name, `<${name}>`]))
    const error = new GuesthouseError(code, params)
    expect(errorText(error.toData())).toEqual({ message: error.message, next: error.next })
  })

  it('takes parameters as plain text', () => {
    const path = '/a/{{path}} & <b> $t(app.name)'
    const { message } = errorText(new GuesthouseError('DISK_MISSING', { path }).toData())
    expect(message).toBe(`The file ${path} does not exist.`)
  })

  it('shows a missing parameter as a question mark, as the engine does', () => {
    const error = new GuesthouseError('DISK_MISSING').toData()
    expect(errorText(error).message).toBe(error.message)
    expect(error.message).toContain('?')
  })

  it.each([
    ['delete-snapshot', 'Deleting a snapshot'],
    ['configure', 'Change hardware'],
    ['power-off:kill', 'Power off'],
    ['toString', 'toString'],
  ])('says what a machine is busy with in words: %s', (job, words) => {
    const { message } = errorText(new GuesthouseError('GUEST_BUSY', { job }).toData())
    expect(message).toBe(`The machine is busy: ${words}.`)
  })

  it('reports sentence, code and cause', () => {
    const error = new GuesthouseError('QEMU_NO_ANSWER', {}, 'no answer to "cont"').toData()
    expect(errorReport(error)).toBe(
      `${error.message} ${error.next}\nQEMU_NO_ANSWER\nno answer to "cont"`,
    )
  })
})
