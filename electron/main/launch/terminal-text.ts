import { fill } from '../../../shared/domain/errors.ts'
import { launchDe } from '../../../shared/i18n/de/launch.ts'
import { launch } from '../../../shared/i18n/en/launch.ts'
import type { Language } from '../../../shared/i18n/language.ts'
import type { Texts } from '../../../shared/i18n/texts.ts'
import { terminalStyle } from '../terminal-style.ts'
import type { Misuse } from './parse-launch.ts'

const texts: Record<Language, Texts<typeof launch>> = { en: launch, de: launchDe }

/** Characters of an argument that are repeated to the person; more says nothing more. */
const QUOTED_MAX = 200

/** The language of the terminal. */
export const terminalLanguage = (env: NodeJS.ProcessEnv): Language =>
  terminalStyle(env, 'system', null).language

export const helpText = (env: NodeJS.ProcessEnv): string => texts[terminalLanguage(env)].help

/** What is wrong with a command line, and where to read how it is right: two lines. */
export function misuseText({ problem, ...params }: Misuse, env: NodeJS.ProcessEnv): string {
  const { misuse, seeHelp } = texts[terminalLanguage(env)]
  const printable = Object.entries(params).map(([name, value]) => [name, forTerminal(value)])
  return `guesthouse: ${fill(misuse[problem], Object.fromEntries(printable))}\n${seeHelp}\n`
}

/** A terminal obeys control characters. */
const forTerminal = (text: string): string => text.replace(/\p{C}/gu, '\uFFFD').slice(0, QUOTED_MAX)
