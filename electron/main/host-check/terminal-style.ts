import { chooseLanguage } from '../../../shared/i18n/language.ts'
import type { TerminalStyle } from './terminal-text.ts'

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
