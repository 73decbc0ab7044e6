import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { FailuresNotice } from './failures-notice.tsx'
import { showNotice, useListNotice } from './list-notice.ts'

/** What did not go as asked, until it is dismissed. */
export function ListNoticeBar({ className }: { readonly className: string | undefined }) {
  const { t } = useTranslation()
  const notice = useListNotice((state) => state.notice)
  if (notice === null) return null
  const dismiss = (
    <IconButton label={t('action.dismiss')} onClick={() => showNotice(null)}>
      <X size={16} />
    </IconButton>
  )
  return (
    <div className={className}>
      {notice.kind === 'failed' ? (
        <FailuresNotice {...notice} actions={dismiss} />
      ) : (
        <div role="status">
          <Notice
            tone="warn"
            message={t('drop.oneFile', { name: notice.name, count: notice.left })}
            next={t('drop.oneFileNext')}
            actions={dismiss}
          />
        </div>
      )}
    </div>
  )
}
