import { afterEach, describe, expect, it } from 'vitest'
import { type FindingCode, findingCatalogue } from '../../shared/domain/host-check/findings.ts'
import { findingsDe } from '../../shared/i18n/de/findings.ts'
import { findingText } from './finding-text.ts'
import { speak } from './index.ts'

const codes = Object.keys(findingCatalogue) as FindingCode[]
const names = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '')

afterEach(() => speak(['en']))

describe('findingText', () => {
  it.each(codes)('has the sentences of %s in both languages', async (code) => {
    for (const [language, sentences] of [
      ['en', findingCatalogue[code]],
      ['de', findingsDe[code]],
    ] as const) {
      await speak([language])
      const { message } = sentences
      const lost = 'lost' in sentences ? sentences.lost : null
      const params = Object.fromEntries(names(message + lost).map((name) => [name, `<${name}>`]))
      const filled = (text: string) => text.replace(/\{\{(\w+)\}\}/g, '<$1>')
      expect(findingText({ code, params })).toEqual({
        message: filled(message),
        lost: lost === null ? null : filled(lost),
      })
    }
  })

  it('writes sizes and numbers as the language does', async () => {
    const space = { code: 'SPACE_ENOUGH', params: { bytes: 1.5 * 1024 ** 3, path: '/d' } } as const
    const proved = { code: 'KVM_PROVED', params: { kvm: 20.3, tcg: 1300 } } as const
    expect(findingText(space).message).toContain('1.5 GiB')
    expect(findingText(proved).message).toContain('20.3 ms, without it 1,300 ms')
    await speak(['de'])
    expect(findingText(space).message).toContain('1,5 GiB')
    expect(findingText(proved).message).toContain('20,3 ms, ohne sie 1.300 ms')
  })

  it('takes parameters as plain text', () => {
    const path = '/a/{{path}} & <b> $t(app.name)'
    expect(findingText({ code: 'TPM_FOUND', params: { path } }).message).toContain(`(${path})`)
  })
})
