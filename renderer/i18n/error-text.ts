import type { ErrorData } from '../../shared/domain/errors.ts'
import { t } from './index.ts'

export interface ErrorText {
  readonly message: string
  readonly next: string
}

/** Which parameters a sentence has depends on its code, so they cannot be checked by type. */
const fill = t as (
  key: `errors.${ErrorData['code']}.${keyof ErrorText}`,
  options: { replace: Record<string, string | number> },
) => string

/** An error's two sentences in the person's language, its parameters filled in as plain text. */
export function errorText({ code, params }: ErrorData): ErrorText {
  const options = { replace: { ...params } }
  return {
    message: fill(`errors.${code}.message`, options),
    next: fill(`errors.${code}.next`, options),
  }
}

/** For a bug report: what happened, its code and its cause. */
export function errorReport(error: ErrorData): string {
  const text = errorText(error)
  const lines = [`${text.message} ${text.next}`, error.code]
  if (error.cause !== undefined) lines.push(error.cause)
  return lines.join('\n')
}
