import { useTranslation } from 'react-i18next'
import type { DescribedDisk } from '../../../shared/domain/provision.ts'
import { formatBytes } from '../../i18n/format.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import css from './source.module.css'

/** The disks of a described machine, with what is wrong with one. */
export function DescribedDisks({ disks }: { readonly disks: readonly DescribedDisk[] }) {
  const { t } = useTranslation()
  if (disks.length === 0) return <p className={css.none}>{t('create.noDisks')}</p>
  return (
    <section aria-label={t('create.disks')}>
      <p className={css.heading}>{t('create.disks')}</p>
      <ul className={css.disks}>
        {disks.map((disk, index) => (
          // Two may be alike; their order is the machine's.
          <li key={`${index} ${disk.source}`}>
            <p className={css.path} title={disk.source}>
              {disk.source === '' ? t('create.newEmptyDisk') : disk.source}
            </p>
            {disk.problem === null ? (
              <p className={css.detail}>{describe(disk)}</p>
            ) : (
              <ErrorNotice error={disk.problem} />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

const describe = ({ virtualSizeBytes, format, bus }: DescribedDisk): string =>
  [formatBytes(virtualSizeBytes), ...(format === null ? [] : [format]), bus.toUpperCase()].join(
    ' · ',
  )
