import { useTranslation } from 'react-i18next'
import type { GuestView } from '../../../shared/domain/guest.ts'
import { noticeText } from '../../i18n/notice-text.ts'
import { StripItem } from './strip-item.tsx'
import css from './status-strip.module.css'

/** What a guest that runs goes without, and what would mend it. */
export function NoticesItem({ guest }: { readonly guest: GuestView }) {
  const { t } = useTranslation()
  const notices = guest.runtime?.notices ?? []
  if (notices.length === 0) return null
  return (
    <StripItem label={t('strip.notices', { count: notices.length })} limited>
      {notices.map((notice) => {
        const { message, next } = noticeText(notice)
        return (
          <div key={`${notice.code} ${notice.device ?? ''}`}>
            <p>{notice.device === undefined ? message : `${notice.device}: ${message}`}</p>
            <p className={css.quiet}>{next}</p>
          </div>
        )
      })}
    </StripItem>
  )
}
