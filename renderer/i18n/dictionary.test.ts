import { describe, expect, it } from 'vitest'
import { acceleratorReasonSchema, guestActions, guestStates } from '../../shared/domain/guest.ts'
import { jobKinds } from '../../shared/domain/jobs.ts'
import { en } from './en/index.ts'
import { t } from './index.ts'

const sources = import.meta.glob<string>(['../**/*.{ts,tsx}', '!../**/*.test.*', '!./en/*.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
})
const all = Object.values(sources).join('\n')

function keysOf(tree: object, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [prefix + key] : keysOf(value as object, `${prefix}${key}.`),
  )
}
const keys = keysOf(en).filter((key) => !/^(errors|notices)\./.test(key))
const plain = (key: string) => key.replace(/_(one|other)$/, '')

/** "state." of t(`state.${…}`), "accelerator." of t(`accelerator.${…}.reason`). */
const computed = [...all.matchAll(/`([a-z]+\.)\$\{/g)].map((match) => match[1] ?? '')

describe('the English dictionary', () => {
  it('has a text for every key that the sources name', () => {
    const named = [...all.matchAll(/\bt\(\s*'([^']+)'/g)].map((match) => match[1] ?? '')
    expect(named.length).toBeGreaterThan(50)
    const known = new Set(keys.map(plain))
    expect(named.filter((key) => !known.has(key))).toEqual([])
  })

  it('has no text that nothing names', () => {
    expect(computed).toContain('state.')
    const unused = keys.filter(
      (key) =>
        !all.includes(`'${plain(key)}'`) && !computed.some((prefix) => key.startsWith(prefix)),
    )
    expect(unused).toEqual([])
  })

  it('has words for every state, action and reason', () => {
    for (const state of guestStates) expect(en.state).toHaveProperty(state)
    for (const action of guestActions) expect(en.action).toHaveProperty(action)
    for (const kind of jobKinds) expect(en.job).toHaveProperty(kind)
    for (const reason of acceleratorReasonSchema.options) {
      expect(en.accelerator[reason].reason).toMatch(/\.$/)
      expect(en.accelerator[reason].next).toMatch(/\.$/)
    }
  })

  it('speaks without exclamation marks', () => {
    expect(JSON.stringify(en)).not.toContain('!')
  })

  it('counts', () => {
    expect(t('processors', { count: 1 })).toBe('1 processor')
    expect(t('processors', { count: 4 })).toBe('4 processors')
  })
})
