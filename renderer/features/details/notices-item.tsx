import { useTranslation } from 'react-i18next'
import type { GuestView } from '../../../shared/domain/guest.ts'
import { NoticeList } from './notice-list.tsx'
import { StripItem } from './strip-item.tsx'

/** Everything that a guest that runs goes without. */
export function NoticesItem({ guest }: { readonly guest: GuestView }) {
  const { t } = useTranslation()
  const notices = guest.runtime?.notices ?? []
  if (notices.length === 0) return null
  return (
    <StripItem label={t('strip.notices', { count: notices.length })} limited>
      <NoticeList notices={notices} named />
    </StripItem>
  )
}
