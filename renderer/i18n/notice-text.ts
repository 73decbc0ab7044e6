import type { Notice } from '../../shared/domain/notices.ts'
import type { ErrorText } from './error-text.ts'
import { t } from './index.ts'

/** Which parameters a sentence has depends on its code, so they cannot be checked by type. */
const fill = t as (
  key: `notices.${Notice['code']}.${keyof ErrorText}`,
  options: { replace: Record<string, string | number> },
) => string

/** A notice's two sentences in the person's language, its parameters filled in as plain text. */
export function noticeText({ code, params }: Notice): ErrorText {
  const options = { replace: { ...params } }
  return {
    message: fill(`notices.${code}.message`, options),
    next: fill(`notices.${code}.next`, options),
  }
}
