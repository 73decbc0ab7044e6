import type { ReactNode } from 'react'
import type { ErrorData } from '../../shared/domain/errors.ts'
import { errorText } from '../i18n/error-text.ts'
import { ErrorDetails } from './error-details.tsx'
import { Notice } from './notice.tsx'

export interface ErrorNoticeProps {
  readonly error: ErrorData
  readonly tone?: 'danger' | 'warn'
  readonly id?: string
  readonly actions?: ReactNode
}

/** An error in the page: its two sentences, its details folded. */
export function ErrorNotice({ error, tone = 'danger', id, actions }: ErrorNoticeProps) {
  return (
    <Notice
      tone={tone}
      {...errorText(error)}
      {...(id === undefined ? {} : { id })}
      actions={actions}
    >
      <ErrorDetails error={error} />
    </Notice>
  )
}
