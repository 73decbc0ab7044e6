import { describe, expect, it } from 'vitest'
import { isAllowed, parseAcl, readAcl } from './acl.ts'

const rulesOf = (text: string) => parseAcl(text)?.rules ?? []

describe('bridge.conf', () => {
  it('denies what it does not name', () => {
    expect(isAllowed([], 'br0')).toBe(false)
    expect(isAllowed(rulesOf('allow br1\n'), 'br0')).toBe(false)
    expect(isAllowed(rulesOf('allow br0\n'), 'br0')).toBe(true)
    expect(isAllowed(rulesOf('allow all\n'), 'br0')).toBe(true)
  })

  it('lets a denial win, wherever it stands', () => {
    expect(isAllowed(rulesOf('deny br0\nallow all\n'), 'br0')).toBe(false)
    expect(isAllowed(rulesOf('allow br0\ndeny all\n'), 'br0')).toBe(false)
    expect(isAllowed(rulesOf('deny br1\nallow all\n'), 'br0')).toBe(true)
  })

  it('passes over comments and blanks', () => {
    const text = '# allow br1\n\n  \t\n  allow \t br0 \t\nallow\tbr2\n'
    expect(rulesOf(text)).toEqual([
      { verdict: 'allow', bridge: 'br0' },
      { verdict: 'allow', bridge: 'br2' },
    ])
  })

  it('cuts a name to what an interface can have', () => {
    expect(isAllowed(rulesOf('allow a-very-long-bridge-name\n'), 'a-very-long-bri')).toBe(true)
  })

  it.each(['allow', 'permit br0', 'allow br0\nnonsense\n', 'allow\tbr0 \n'])(
    'allows nothing with a mistake in it: %j',
    (text) => {
      expect(parseAcl(text)).toBeNull()
    },
  )

  it('takes in other files, and what stands before a mistake in them', async () => {
    const files: Record<string, string> = {
      main: 'include /a\ninclude /missing\ndeny br9\n',
      '/a': 'allow br0\ninclude /b\nbroken\nallow br8\n',
      '/b': 'allow br9\n',
    }
    const read = async (path: string): Promise<string> => {
      const text = files[path]
      if (text === undefined) throw new Error('ENOENT')
      return text
    }
    const rules = (await readAcl('main', read)) ?? []
    expect(isAllowed(rules, 'br0')).toBe(true)
    expect(isAllowed(rules, 'br8')).toBe(false)
    expect(isAllowed(rules, 'br9')).toBe(false)
    expect(await readAcl('absent', read)).toBeNull()
  })

  it('comes to an end with files that include each other', async () => {
    const rules = await readAcl(
      'a',
      async (path) => `allow ${path}\ninclude ${path === 'a' ? 'b' : 'a'}`,
    )
    expect(isAllowed(rules ?? [], 'b')).toBe(true)
  })
})
