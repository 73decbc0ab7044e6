import type { KeyboardLayout } from '../../../../../shared/domain/settings.ts'

const letters = (of: string): string[] => of.split('').map((letter) => `Key${letter}`)

/**
 * What the keys of a keyboard mean to a guest that is set to it. QEMU passes on which key is
 * pressed, not which character is meant, so a text can be typed only by somebody who knows the
 * guest's layout.
 *
 * Source: the basic variants of xkeyboard-config; where Windows differs on a key of the third level,
 * the character is left out or taken from a key that both have.
 *
 * The keys of each row, as KeyboardEvent.code names them.
 */
export const rows: readonly (readonly string[])[] = [
  [
    'Backquote',
    ...['Digit1', 'Digit2', 'Digit3', 'Digit4', 'Digit5'],
    ...['Digit6', 'Digit7', 'Digit8', 'Digit9', 'Digit0'],
    ...['Minus', 'Equal'],
  ],
  [...letters('QWERTYUIOP'), 'BracketLeft', 'BracketRight'],
  [...letters('ASDFGHJKL'), 'Semicolon', 'Quote', 'Backslash'],
  ['IntlBackslash', ...letters('ZXCVBNM'), 'Comma', 'Period', 'Slash'],
]

/** Dead keys: they put their mark on the letter that follows. */
const GRAVE = '\u0300'
const ACUTE = '\u0301'
const CIRCUMFLEX = '\u0302'
const DIAERESIS = '\u0308'

/** Four rows for each level; a space is no character. Combining marks are dead keys. */
export interface Layout {
  readonly plain: readonly string[]
  readonly shift: readonly string[]
  readonly altGr: readonly string[]
}

export const layouts: Readonly<Record<KeyboardLayout, Layout>> = {
  us: {
    plain: ['`1234567890-=', 'qwertyuiop[]', "asdfghjkl;'\\", ' zxcvbnm,./'],
    shift: ['~!@#$%^&*()_+', 'QWERTYUIOP{}', 'ASDFGHJKL:"|', ' ZXCVBNM<>?'],
    altGr: [],
  },
  gb: {
    plain: ['`1234567890-=', 'qwertyuiop[]', "asdfghjkl;'#", '\\zxcvbnm,./'],
    shift: ['¬!"£$%^&*()_+', 'QWERTYUIOP{}', 'ASDFGHJKL:@~', '|ZXCVBNM<>?'],
    altGr: ['    €'],
  },
  de: {
    plain: [`${CIRCUMFLEX}1234567890ß${ACUTE}`, ...['qwertzuiopü+', 'asdfghjklöä#', '<yxcvbnm,.-']],
    shift: [`°!"§$%&/()=?${GRAVE}`, 'QWERTZUIOPÜ*', "ASDFGHJKLÖÄ'", '>YXCVBNM;:_'],
    altGr: ['  ²³   {[]}\\', '@ €        ~', '', '|      µ'],
  },
  fr: {
    plain: ['²&é"\'(-è_çà)=', `azertyuiop${CIRCUMFLEX}$`, 'qsdfghjklmù*', '<wxcvbn,;:!'],
    shift: [' 1234567890°+', `AZERTYUIOP${DIAERESIS}£`, 'QSDFGHJKLM%µ', '>WXCVBN?./§'],
    altGr: ['  ~#{[|`\\^@]}', '  €'],
  },
  es: {
    plain: ["º1234567890'¡", `qwertyuiop${GRAVE}+`, `asdfghjklñ${ACUTE}ç`, '<zxcvbnm,.-'],
    shift: ['ª!"·$%&/()=?¿', `QWERTYUIOP${CIRCUMFLEX}*`, `ASDFGHJKLÑ${DIAERESIS}Ç`, '>ZXCVBNM;:_'],
    altGr: ['\\|@#~ ¬', '  €       []', '          {}'],
  },
}

/** The mark that a dead key stands for, by the character that it gives before a space. */
export const deadCharacters: Readonly<Record<string, string>> = {
  '`': GRAVE,
  '´': ACUTE,
  '^': CIRCUMFLEX,
  '¨': DIAERESIS,
}
