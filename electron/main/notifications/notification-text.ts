import { type ErrorData, fill } from '../../../shared/domain/errors.ts'
import type { JournalEntry } from '../../../shared/domain/journal.ts'
import { happeningsDe } from '../../../shared/i18n/de/happenings.ts'
import { happenings } from '../../../shared/i18n/en/happenings.ts'
import { chooseLanguage, type Language } from '../../../shared/i18n/language.ts'
import type { Texts } from '../../../shared/i18n/texts.ts'
import { spokenError } from '../spoken-error.ts'
import type { Offer } from './offers.ts'
import type { Reason } from './worth-telling.ts'

type Words = Texts<typeof happenings>

const words: Record<Language, Words> = { en: happenings, de: happeningsDe }

const wordsIn = (locale: string): Words => words[chooseLanguage([locale]).language]

export interface NotificationText {
  readonly title: string
  /** Plain text, in lines. */
  readonly body: string
}

/** What a notification says, in a language (BCP 47). */
export function notificationText(
  { name, what, error }: JournalEntry,
  reason: Reason,
  locale: string,
): NotificationText {
  const body = [headline(wordsIn(locale), what, reason), ...sentences(error, locale)].join('\n')
  return { title: name === '' ? 'Guesthouse' : name, body }
}

/** What its buttons say; `open` is the notification itself. */
export const actionText = (kind: Offer['kind'] | 'open', locale: string): string =>
  wordsIn(locale).actions[kind]

const sentences = (error: ErrorData | null, locale: string): string[] =>
  error === null ? [] : [spokenError(error, locale).message]

function headline(texts: Words, what: JournalEntry['what'], reason: Reason): string {
  if (reason === 'shut-itself-down') return texts.shutItselfDown
  if (what.kind === 'guest') return texts.guest[what.event]
  if (reason === 'job-done') return texts.done[what.job]
  return fill(texts.failed, { work: texts.work[what.job] })
}
