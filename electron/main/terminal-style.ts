import { type ChosenLanguage, chooseLanguage } from '../../shared/i18n/language.ts'

/** How to write on a terminal. */
export interface TerminalStyle extends ChosenLanguage {
  /** Whether it shows more than ASCII. */
  readonly unicode: boolean
  /** Columns; null where it is no terminal: lines are then as long as they are. */
  readonly columns: number | null
}

/**
 * The language and the signs of a terminal, from the variables of POSIX in their order and GNU's
 * LANGUAGE (gettext's manual, "Locale Environment Variables"). A language that was chosen in the
 * settings comes first; `system` is none. Pure.
 */
export function terminalStyle(
  env: NodeJS.ProcessEnv,
  chosen: string,
  columns: number | null,
): TerminalStyle {
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || 'C'
  const isPosix = /^(C|POSIX)(\.|$)/.test(locale)
  // Without a locale LANGUAGE counts for nothing.
  const wanted = isPosix ? [] : [...(env['LANGUAGE'] ?? '').split(':'), locale]
  const tags = [...(chosen === 'system' ? [] : [chosen]), ...wanted]
  return {
    ...chooseLanguage(tags.map((tag) => tag.replace(/[.@].*$/, '').replace('_', '-'))),
    unicode: /\.utf-?8/i.test(locale),
    columns,
  }
}
