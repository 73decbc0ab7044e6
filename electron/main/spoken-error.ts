import {
  errorCatalogue,
  type ErrorCode,
  type ErrorData,
  fillSentence,
} from '../../shared/domain/errors.ts'
import { type SourceReason, sourceReasons } from '../../shared/domain/errors/source-reasons.ts'
import { errorsDe } from '../../shared/i18n/de/errors.ts'
import { sourceReasonsDe } from '../../shared/i18n/de/source-reasons.ts'
import { chooseLanguage, type Language } from '../../shared/i18n/language.ts'
import type { Sentences } from '../../shared/i18n/sentences.ts'

interface Words {
  readonly errors: Record<ErrorCode, Sentences>
  readonly reasons: Record<SourceReason, string>
}

const words: Record<Language, Words> = {
  en: { errors: errorCatalogue, reasons: sourceReasons },
  de: { errors: errorsDe, reasons: sourceReasonsDe },
}

/** An error's two sentences in a language (BCP 47), where main says them itself. */
export function spokenError(
  { code, params }: Pick<ErrorData, 'code' | 'params'>,
  locale: string,
): Sentences {
  const { errors, reasons } = words[chooseLanguage([locale]).language]
  const { message, next } = errors[code]
  return {
    message: fillSentence(message, params, reasons),
    next: fillSentence(next, params, reasons),
  }
}
