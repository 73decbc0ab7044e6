import { useTranslation } from 'react-i18next'
import type { GuestView } from '../../../shared/domain/guest.ts'
import type { ImageReport } from '../../../shared/domain/storage.ts'
import { formatBytes, formatShare } from '../../i18n/format.ts'
import { Notice } from '../../ui/notice.tsx'
import css from './image-facts.module.css'

export interface ImageFactsProps {
  readonly report: ImageReport
  readonly guest: GuestView
}

/** How large an image is, for the guest and on the disk, and what is wrong with it. */
export function ImageFacts({ report, guest }: ImageFactsProps) {
  const { t } = useTranslation()
  const { virtualSizeBytes, allocatedBytes, format, snapshots, dirty, corrupt, encrypted } = report
  const share = virtualSizeBytes === 0 ? 0 : Math.min(1, allocatedBytes / virtualSizeBytes)
  const { pid } = guest.runtime ?? {}
  // That the machine's own QEMU has it open says nothing new.
  const holder =
    pid !== undefined && (report.holder ?? '').endsWith(` ${pid}`) ? null : report.holder
  return (
    <>
      <div className={css.sizes}>
        <div className={css.line}>
          <span>
            {t('disk.sizes', {
              allocated: formatBytes(allocatedBytes),
              virtual: formatBytes(virtualSizeBytes),
            })}
          </span>
          <span className={css.quiet}>
            {[
              format,
              ...(snapshots.length > 0 ? [t('disk.snapshots', { count: snapshots.length })] : []),
            ].join(' · ')}
          </span>
        </div>
        <div
          className={css.bar}
          role="meter"
          aria-label={t('disk.taken')}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(share * 100)}
          aria-valuetext={formatShare(share)}
        >
          <span className={css.part} style={{ width: `${share * 100}%` }} />
        </div>
      </div>
      {holder !== null && <p className={css.quiet}>{t('disk.holder', { holder })}</p>}
      {corrupt && <Notice tone="danger" message={t('disk.corrupt')} next={t('disk.corruptNext')} />}
      {dirty && !corrupt && guest.runtime === null && (
        <p className={css.quiet}>{t('disk.dirty')}</p>
      )}
      {encrypted && <p className={css.quiet}>{t('disk.encrypted')}</p>}
    </>
  )
}
