import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NotPlain, parseConf } from './parse-conf.ts'

const read = (text: string) => Object.fromEntries(parseConf(text, { HOME: '/home/ada' }))
const lineOf = (text: string): number => {
  try {
    read(text)
  } catch (error) {
    if (error instanceof NotPlain) return error.line
    throw error
  }
  return 0
}

describe('a Quickemu file', () => {
  it('is read as quickget writes it', () => {
    const text = `#!/usr/bin/env quickemu --vm
guest_os="linux"
disk_img="debian-12/disk.qcow2"
iso='debian-12/debian.iso'
ram=4G      # enough
cpu_cores=4; tpm="on"
port_forwards=("8080:80" '2222:22'
  # of the web server
  8443:443)

`
    expect(read(text)).toEqual({
      ...{ guest_os: 'linux', disk_img: 'debian-12/disk.qcow2', iso: 'debian-12/debian.iso' },
      ...{ ram: '4G', cpu_cores: '4', tpm: 'on' },
      port_forwards: ['8080:80', '2222:22', '8443:443'],
    })
  })

  it('is read with the words of a shell', () => {
    expect(read(`a="b"'c'd\\ e`)).toEqual({ a: 'bcd e' })
    expect(read('a=~/x\nb="~/x"\nc=x~')).toEqual({ a: '/home/ada/x', b: '~/x', c: 'x~' })
    expect(read('dir=VMs/a\nimg="${dir}/$HOME"')).toEqual({ dir: 'VMs/a', img: 'VMs/a//home/ada' })
    expect(read('a=\nb="\\$x \\"q\\" \\n"')).toEqual({ a: '', b: '$x "q" \\n' })
    expect(read('a=1\na=2')).toEqual({ a: '2' })
    expect(read('a=x\\\ny\r\n')).toEqual({ a: 'xy' })
  })

  it.each([
    ['a command', 'touch /tmp/x'],
    ['a command behind an assignment', 'a=1 touch /tmp/x'],
    ['a substitution', 'a="$(touch /tmp/x)"'],
    ['an old substitution', 'a=`touch /tmp/x`'],
    ['an expansion with a default', 'a="${b:-x}"'],
    ['arithmetic', 'a=$((1+1))'],
    ['a variable that nobody set', 'a=$PATH'],
    ['a list in a word', 'b=(1 2)\na="$b"'],
    ['an appending one', 'a+=x'],
    ['an element of a list', 'a[0]=x'],
    ['a condition', 'if true; then a=1; fi'],
    ['a function', 'f() { a=1; }'],
    ['a process substitution', 'a=<(ls)'],
    ['a pattern', 'a=*.iso'],
    ['two semicolons', 'a=1;;'],
    ['a pipe', 'a=1|b'],
    ['a job', 'a=1&'],
    ['an open quote', 'a="x'],
    ['an open list', 'a=(x'],
    ['more behind a list', 'a=(x)#'],
    ['a name of JavaScript', 'a=$constructor'],
  ])('with %s is refused, by its line', (_, text) => {
    expect(lineOf(text)).toBe(text.split('\n').length)
    expect(lineOf(`# a comment\n\n${text}`)).toBe(text.split('\n').length + 2)
  })

  it('is read as bash would, or refused', () => {
    const piece = fc.constantFrom(
      ...['a', 'B9', '/', '.', '-', '_', ' ', '=', '~', '#', ':', ',', '@', '%', '+'],
      ...["'", '"', '\\', '$HOME', '${HOME}', '$x', '\\$', '\\"', '\n', ';', '(', ')', '\t'],
      ...['\u00a0', '\v', '\f', '\u2028', '\ufeff'],
    )
    const assignment = fc
      .tuple(fc.boolean(), fc.array(piece, { maxLength: 12 }))
      .map(([isList, pieces]) => (isList ? `x=(${pieces.join('')})` : `x=${pieces.join('')}`))
    const readByUs = (text: string): readonly string[] | 'refused' => {
      try {
        const value = parseConf(text, { HOME: '/home/ada' }).get('x') ?? []
        return typeof value === 'string' ? [value] : value
      } catch (error) {
        if (error instanceof NotPlain) return 'refused'
        throw error
      }
    }
    const readByBash = (text: string): readonly string[] => {
      const script = `${text}\nfor word in "\${x[@]}"; do printf '%s\\0' "$word"; done`
      const said = execFileSync('bash', ['-c', script], {
        env: { HOME: '/home/ada' },
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      return said.split('\0').slice(0, -1)
    }
    let compared = 0
    fc.assert(
      fc.property(assignment, (text) => {
        const ours = readByUs(text)
        fc.pre(ours !== 'refused')
        compared += 1
        expect(ours).toEqual(readByBash(text))
      }),
      { numRuns: 100 },
    )
    expect(compared).toBeGreaterThanOrEqual(100)
  })

  it('takes every blank but a shell’s own for a part of a word', () => {
    expect(read('a=(x\u00a0y z\v)')).toEqual({ a: ['x\u00a0y', 'z\v'] })
    expect(read('a=x\u2028y')).toEqual({ a: 'x\u2028y' })
  })

  it('makes no word that is longer than any path', () => {
    expect(lineOf(`a=xx\n${'a=$a$a\n'.repeat(40)}`)).toBeGreaterThan(2)
    expect(lineOf(`a=xx\n${'a="$a$a"\n'.repeat(40)}`)).toBeGreaterThan(2)
  })

  it('of any bytes is read or refused, and in bounded time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(lineOf(`disk_img=${text}`)).toBeLessThanOrEqual(text.split('\n').length)
      }),
    )
    for (const part of ['a=', '"', '\\\n', '#', ' ', 'a=(', '$a', '${', "'", 'a=1;']) {
      expect(lineOf(part.repeat((64 * 1024) / part.length))).toBeGreaterThanOrEqual(0)
    }
  })
})
