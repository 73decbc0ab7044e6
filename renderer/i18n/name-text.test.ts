import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GUEST_NAME_MAX, guestNameSchema } from '../../shared/domain/guest-config.ts'
import { fittingName, nameProblem } from './name-text.ts'

describe('a name', () => {
  it('says why it cannot be one', () => {
    expect(nameProblem('debian 13')).toBeUndefined()
    expect(nameProblem('  ')).toBe('Give it a name.')
    expect(nameProblem('x'.repeat(GUEST_NAME_MAX + 1))).toContain(`at most ${GUEST_NAME_MAX}`)
    expect(nameProblem('a\u0007b')).toContain('cannot be shown')
  })

  it('has a sentence for whatever the schema refuses', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (name) => {
        expect(nameProblem(name) === undefined).toBe(guestNameSchema.safeParse(name).success)
      }),
    )
  })

  it('is cut between characters', () => {
    expect(fittingName(`${'x'.repeat(GUEST_NAME_MAX - 1)}🏠`)).toBe('x'.repeat(GUEST_NAME_MAX - 1))
    expect(nameProblem(fittingName('🏠'.repeat(GUEST_NAME_MAX)))).toBeUndefined()
    expect(fittingName('short ')).toBe('short')
  })
})
