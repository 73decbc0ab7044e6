import { type ErrorData, fill } from '../../../shared/domain/errors.ts'
import type { JournalEntry } from '../../../shared/domain/journal.ts'
import { happeningsDe } from '../../../shared/i18n/de/happenings.ts'
import { happenings } from '../../../shared/i18n/en/happenings.ts'
import { chooseLanguage, type Language } from '../../../shared/i18n/language.ts'
import type { Texts } from '../../../shared/i18n/texts.ts'
import { spokenError } from '../spoken-error.ts'
import type { Reason } from './worth-telling.ts'

type Words = Texts<typeof happenings>

const words: Record<Language, Words> = { en: happenings, de: happeningsDe }

export interface NotificationText {
  readonly title: string
  readonly body: string
}

/** What a notification says, in a language (BCP 47). */
export function notificationText(
  { name, what, error }: JournalEntry,
  reason: Reason,
  locale: string,
): NotificationText {
  const spoken = words[chooseLanguage([locale]).language]
  const body = [headline(spoken, what, reason), ...sentences(error, locale)].join('\n')
  return { title: name === '' ? 'Guesthouse' : name, body: withoutMarkup(body) }
}

const sentences = (error: ErrorData | null, locale: string): string[] =>
  error === null ? [] : [spokenError(error, locale).message]

/**
 * Desktops take what is in angle brackets for markup, some for links and pictures (freedesktop.org
 * notification specification 1.2), and only some of those that do not would show an escaped one
 * right. Names of files and words of QEMU and of guests are in the sentences.
 */
const withoutMarkup = (text: string): string => text.replaceAll('<', '‹').replaceAll('>', '›')

function headline(texts: Words, what: JournalEntry['what'], reason: Reason): string {
  if (reason === 'shut-itself-down') return texts.shutItselfDown
  if (what.kind === 'guest') return texts.guest[what.event]
  if (reason === 'job-done') return texts.done[what.job]
  return fill(texts.failed, { work: texts.work[what.job] })
}
