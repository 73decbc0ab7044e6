import type { Notice } from '../../../shared/domain/notices.ts'
import { noticeText } from '../../i18n/notice-text.ts'
import css from './status-strip.module.css'

export interface NoticeListProps {
  readonly notices: readonly Notice[]
  /** Whether each says which device it is about. */
  readonly named?: boolean
}

/** What a guest goes without, and what would mend it. */
export function NoticeList({ notices, named = false }: NoticeListProps) {
  return notices.map((notice) => {
    const { message, next } = noticeText(notice)
    const { code, device } = notice
    return (
      <div key={`${code} ${device ?? ''} ${message}`}>
        <p>{named && device !== undefined ? `${device}: ${message}` : message}</p>
        <p className={css.quiet}>{next}</p>
      </div>
    )
  })
}
