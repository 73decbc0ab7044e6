import type { Terminal } from '@xterm/xterm'
import { describe, expect, it } from 'vitest'
import type { GuestState } from '../../../../shared/domain/guest.ts'
import { t } from '../../../i18n/index.ts'
import { closed, connected, connecting } from '../connection.ts'
import { hintOf } from './hint.ts'
import { linesOf, pasteable, runsLines } from './paste.ts'
import { commandOf } from './terminal-keys.ts'
import { terminalText, textFileName } from './terminal-text.ts'

describe('pasting', () => {
  it('takes the commands to the terminal out of what was copied', () => {
    expect(pasteable('ls\x1b[201~\x07\x9b1m\tend\r\n')).toBe('ls[201~1m\tend\r\n')
    expect(pasteable('grüße 🏠')).toBe('grüße 🏠')
  })

  it.each([
    ['ls', 1, false],
    ['ls\n', 1, true],
    ['a\nb', 2, true],
    ['a\r\nb\r\n', 2, true],
    ['a\rb', 2, true],
  ])('%j has %i lines; asked about: %s', (text, lines, asked) => {
    expect(linesOf(text)).toHaveLength(lines)
    expect(runsLines(text, false)).toBe(asked)
    expect(runsLines(text, true)).toBe(false)
  })
})

describe('commandOf', () => {
  const press = (key: string, ...modifiers: ('ctrl' | 'shift' | 'alt' | 'meta')[]) =>
    commandOf(
      new KeyboardEvent('keydown', {
        key,
        ctrlKey: modifiers.includes('ctrl'),
        shiftKey: modifiers.includes('shift'),
        altKey: modifiers.includes('alt'),
        metaKey: modifiers.includes('meta'),
      }),
    )

  it('knows the keys, with Caps Lock too', () => {
    expect(press('F', 'ctrl', 'shift')).toBe('search')
    expect(press('c', 'ctrl', 'shift')).toBe('copy')
    expect(press('V', 'ctrl', 'shift')).toBe('paste')
    expect(press('+', 'ctrl')).toBe('larger')
    expect(press('+', 'ctrl', 'shift')).toBe('larger')
    expect(press('=', 'ctrl')).toBe('larger')
    expect(press('-', 'ctrl')).toBe('smaller')
    expect(press('0', 'ctrl')).toBe('reset')
  })

  it('leaves the guest its own', () => {
    expect(press('c', 'ctrl')).toBeNull()
    expect(press('v', 'ctrl')).toBeNull()
    expect(press('_', 'ctrl', 'shift')).toBeNull()
    expect(press('F', 'ctrl', 'shift', 'alt')).toBeNull()
    expect(press('+')).toBeNull()
    expect(press('toString', 'ctrl', 'shift')).toBeNull()
    expect(press('constructor', 'ctrl')).toBeNull()
  })
})

/** Lines of a buffer; those with a "+" in front go on the line before. */
function bufferOf(...rows: string[]): Pick<Terminal, 'buffer'> {
  const lines = rows.map((row) => ({
    isWrapped: row.startsWith('+'),
    translateToString: (trim: boolean) => {
      const text = row.replace(/^\+/, '')
      return trim ? text.trimEnd() : text
    },
  }))
  const normal = { length: lines.length, getLine: (row: number) => lines[row] }
  return { buffer: { normal } } as unknown as Pick<Terminal, 'buffer'>
}

describe('the text of a terminal', () => {
  it('has whole lines, and none that are empty at its end', () => {
    expect(
      terminalText(bufferOf('one  ', 'a long ', '+line that ', '+was broken  ', '', 'end', '', '')),
    ).toBe('one\na long line that was broken\n\nend\n')
    expect(terminalText(bufferOf('', ''))).toBe('')
  })

  it('goes into a file whose name is a file’s name', () => {
    expect(textFileName('web/shop\n2', 'serial0')).toBe('web-shop-2-serial0.txt')
    expect(textFileName('..', 'serial0')).toBe('-serial0.txt')
    expect(textFileName('x'.repeat(400), 'serial1').length).toBeLessThan(200)
  })
})

describe('hintOf', () => {
  const hint = (
    state: GuestState,
    more: Partial<Omit<Parameters<typeof hintOf>[0], 'state'>> = {},
  ) =>
    hintOf(
      {
        state,
        runs: false,
        connection: connected,
        printed: true,
        typing: false,
        keys: 'Ctrl+Alt',
        skipped: 0,
        ...more,
      },
      t,
    )

  it('says of a guest without a process what is the matter with it', () => {
    expect(hint('stopped')).toBe('The machine is off. This is what it printed last.')
    expect(hint('saved')).toBe('The machine is saved. This is what it printed last.')
    expect(hint('crashed')).toBe('The machine has crashed. This is what it printed last.')
    expect(hint('saved', { printed: false })).toBe(
      'The machine is saved. What it prints appears here when it goes on.',
    )
    expect(hint('stopped', { printed: false })).toBe(
      'The machine is off. What it prints appears here while it runs.',
    )
    expect(hint('starting', { printed: false })).toContain('is starting')
  })

  it('says of one that runs how it is reached', () => {
    const runs = true
    expect(hint('running', { runs, connection: connecting })).toContain('Connecting')
    expect(hint('running', { runs })).toContain('press Enter')
    expect(hint('running', { runs, typing: true })).toContain('Ctrl+Alt')
    expect(hint('paused', { runs })).toContain('is paused')
    expect(hint('running', { runs, typing: true, skipped: 3 * 1024 * 1024 })).toBe(
      '3 MiB passed over because they came too fast.',
    )
    expect(hint('running', { runs, connection: closed('ECONNRESET') })).toBe(
      'The connection to the serial console was lost. (ECONNRESET) Connecting again…',
    )
  })
})
