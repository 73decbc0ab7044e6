import { errorCatalogue, type ErrorCode, fill } from '../../../shared/domain/errors.ts'
import type { JournalEntry } from '../../../shared/domain/journal.ts'
import { errorsDe } from '../../../shared/i18n/de/errors.ts'
import { happeningsDe } from '../../../shared/i18n/de/happenings.ts'
import { happenings } from '../../../shared/i18n/en/happenings.ts'
import { chooseLanguage, type Language } from '../../../shared/i18n/language.ts'
import type { Sentences } from '../../../shared/i18n/sentences.ts'
import type { Texts } from '../../../shared/i18n/texts.ts'
import type { Reason } from './worth-telling.ts'

interface Words {
  readonly happenings: Texts<typeof happenings>
  readonly errors: Record<ErrorCode, Sentences>
}

const words: Record<Language, Words> = {
  en: { happenings, errors: errorCatalogue },
  de: { happenings: happeningsDe, errors: errorsDe },
}

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
  const sentence = error === null ? '' : fill(spoken.errors[error.code].message, error.params)
  return {
    title: name === '' ? 'Guesthouse' : name,
    body: [headline(spoken.happenings, what, reason), sentence].filter(Boolean).join('\n'),
  }
}

function headline(texts: Words['happenings'], what: JournalEntry['what'], reason: Reason): string {
  if (reason === 'shut-itself-down') return texts.shutItselfDown
  if (what.kind === 'guest') return texts.guest[what.event]
  if (reason === 'job-done') return texts.done[what.job]
  return fill(texts.failed, { work: texts.work[what.job] })
}
