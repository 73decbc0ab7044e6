import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { argumentsOf, type Errand } from './errand.ts'
import { parseLaunch } from './parse-launch.ts'

const parse = (...args: string[]) => parseLaunch(args, '/home/me')
const window = { kind: 'window', hidden: false, atLogin: false }
const quick = { kind: 'quick-start', name: null, hidden: false, atLogin: false }
const done = (errand: object) => ({ kind: 'errand', errand })
const wrong = (misuse: object) => ({ kind: 'misuse', misuse })

describe('a command line', () => {
  it.each<[string[], object]>([
    [[], done(window)],
    [['--hidden'], done({ ...window, hidden: true })],
    [['--at-login', '--hidden'], done({ ...window, hidden: true, atLogin: true })],
    [['--quick-start'], done(quick)],
    [['--quick-start', 'web'], done({ ...quick, name: 'web' })],
    [['--quick-start=-odd-', '--hidden'], done({ ...quick, name: '-odd-', hidden: true })],
    [['--quick-start', '--hidden'], done({ ...quick, hidden: true })],
    [['--open', 'old xp'], done({ kind: 'guest', name: 'old xp' })],
    [['--open=a=b'], done({ kind: 'guest', name: 'a=b' })],
    [['--new'], done({ kind: 'new-machine', file: null })],
    [['--new', 'a.iso'], done({ kind: 'new-machine', file: '/home/me/a.iso' })],
    [['--new', '--', '-a.iso'], done({ kind: 'new-machine', file: '/home/me/-a.iso' })],
    [['../a.iso'], done({ kind: 'new-machine', file: '/home/a.iso' })],
    [['file:///tmp/a%20b.iso'], done({ kind: 'new-machine', file: '/tmp/a b.iso' })],
    [['--check'], { kind: 'check', json: false }],
    [['--json', '--check'], { kind: 'check', json: true }],
    [['--help', '--open', 'x'], { kind: 'help' }],
    [['-h'], { kind: 'help' }],
    [['--version'], { kind: 'version' }],
  ])('%j', (args, launch) => expect(parse(...args)).toEqual(launch))

  it.each<[string[], object]>([
    [['--opne', 'x'], wrong({ problem: 'unknown-option', option: '--opne' })],
    [['--OPEN=x'], wrong({ problem: 'unknown-option', option: '--OPEN' })],
    [['-x'], wrong({ problem: 'unknown-option', option: '-x' })],
    [['-'], wrong({ problem: 'unknown-option', option: '-' })],
    [['--constructor'], wrong({ problem: 'unknown-option', option: '--constructor' })],
    [['--open'], wrong({ problem: 'needs-value', option: '--open' })],
    [['--open='], wrong({ problem: 'needs-value', option: '--open' })],
    [['--open', '--hidden'], wrong({ problem: 'needs-value', option: '--open' })],
    [['--new='], wrong({ problem: 'needs-value', option: '--new' })],
    [['--hidden=yes'], wrong({ problem: 'takes-no-value', option: '--hidden' })],
    [['--json'], wrong({ problem: 'not-alone', option: '--json' })],
    [['--json', '--new'], wrong({ problem: 'not-with', option: '--json', other: '--new' })],
    [['--open=x', '--new'], wrong({ problem: 'not-with', option: '--new', other: '--open' })],
    [['--hidden', '--open=x'], wrong({ problem: 'not-with', option: '--hidden', other: '--open' })],
    [['--hidden', 'a'], wrong({ problem: 'not-with', option: '--hidden', other: 'a' })],
    [['--open=x', '--open=y'], wrong({ problem: 'too-many', argument: '--open=y' })],
    [['a.iso', 'b.iso'], wrong({ problem: 'too-many', argument: 'b.iso' })],
    [['--new', 'a.iso', 'b.iso'], wrong({ problem: 'too-many', argument: 'b.iso' })],
    [['--quick-start', 'a', 'b'], wrong({ problem: 'too-many', argument: 'b' })],
    [['--check', 'a.iso'], wrong({ problem: 'too-many', argument: 'a.iso' })],
    [[''], wrong({ problem: 'no-file', argument: '' })],
    [['https://x/a.iso'], wrong({ problem: 'no-file', argument: 'https://x/a.iso' })],
    [['file://host/a.iso'], wrong({ problem: 'no-file', argument: 'file://host/a.iso' })],
    [['file:///a%2fb'], wrong({ problem: 'no-file', argument: 'file:///a%2fb' })],
    [['a\nb.iso'], wrong({ problem: 'no-file', argument: 'a\nb.iso' })],
  ])('is refused: %j', (args, launch) => expect(parse(...args)).toEqual(launch))

  it('is read past what Chromium reads of it', () => {
    const switches = ['--ozone-platform=wayland', '--no-sandbox', '--enable-logging', '--v=1']
    for (const own of [[], ['--quick-start', 'a'], ['--check'], ['a.iso']]) {
      expect(parse(...switches, ...own)).toEqual(parse(...own))
    }
    expect(parse('--quick-start', '--disable-gpu', 'a')).toMatchObject({ kind: 'misuse' })
  })

  const text = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' })
  const flags = { hidden: fc.boolean(), atLogin: fc.boolean() }
  const errands: fc.Arbitrary<Errand> = fc.oneof(
    fc.record({ kind: fc.constant('window' as const), ...flags }),
    fc.record({
      ...{ kind: fc.constant('quick-start' as const), ...flags },
      name: fc.option(text),
    }),
    fc.record({ kind: fc.constant('guest' as const), name: text }),
    fc.record({
      kind: fc.constant('new-machine' as const),
      file: fc.option(fc.stringMatching(/^\/[a-zA-Z0-9 %_.=-]{1,20}[a-z]$/)),
    }),
  )
  it('that is written is read back', () => {
    fc.assert(
      fc.property(errands, (errand) => {
        const sane = errand.kind !== 'new-machine' || !/\/\.\.?$/.test(errand.file ?? '')
        fc.pre(sane)
        expect(parse(...argumentsOf(errand))).toEqual(done(errand))
      }),
    )
  })

  it('of anything is answered', () => {
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom('--open', '--new', '--', '--hidden', '--quick-start', '-', '--=', '='),
    )
    fc.assert(
      fc.property(fc.array(word), (args) => {
        expect(['help', 'version', 'check', 'misuse', 'errand']).toContain(parse(...args).kind)
      }),
    )
  })
})
