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
        {disks.map((disk) => (
          <li key={disk.id}>
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

/** As people write them; they are names in every language. */
const busNames: Readonly<Record<DescribedDisk['bus'], string>> = {
  virtio: 'virtio',
  scsi: 'SCSI',
  nvme: 'NVMe',
  sata: 'SATA',
  ide: 'IDE',
  sd: 'SD',
  usb: 'USB',
}

const describe = ({ virtualSizeBytes, format, bus }: DescribedDisk): string =>
  [formatBytes(virtualSizeBytes), ...(format === null ? [] : [format]), busNames[bus]].join(' · ')
