import { Disc3, FileCode2, HardDrive, Package } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { FoundSource } from '../../../shared/domain/provision.ts'
import { fileName } from '../../i18n/file-name.ts'
import { formatBytes } from '../../i18n/format.ts'
import { Button } from '../../ui/button.tsx'
import css from './source.module.css'

const icons = { iso: Disc3, disk: HardDrive, ova: Package, libvirt: FileCode2 } as const

export interface FoundCardProps {
  readonly found: FoundSource
  readonly onClear: () => void
}

/** What the chosen file is. */
export function FoundCard({ found, onClear }: FoundCardProps) {
  const { t } = useTranslation()
  const { source, path, bytes } = found
  const Icon = icons[source.kind]
  const kind = t(`source.${source.kind}`)
  const title = titleOf(source)
  return (
    <section className={css.card} aria-label={t('create.found')}>
      <Icon className={css.icon} size={24} aria-hidden="true" />
      <div className={css.about}>
        <p className={css.title}>{title ?? fileName(path)}</p>
        <p className={css.detail}>{[kind, ...detailsOf(source), formatBytes(bytes)].join(' · ')}</p>
        <p className={css.path} title={path}>
          {path}
        </p>
      </div>
      <Button look="quiet" onClick={onClear}>
        {t('create.chooseAnother')}
      </Button>
    </section>
  )
}

function titleOf(source: FoundSource['source']): string | null {
  if (source.kind === 'iso') return source.osName
  return source.kind === 'disk' ? null : source.config.name
}

function detailsOf(source: FoundSource['source']): string[] {
  if (source.kind === 'disk') return [source.format, formatBytes(source.virtualSizeBytes)]
  if (source.kind === 'iso') return []
  return source.config.osName === null ? [] : [source.config.osName]
}
