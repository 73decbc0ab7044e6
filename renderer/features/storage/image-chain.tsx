import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { DiskConfig } from '../../../shared/domain/guest-config.ts'
import type { ImageReport } from '../../../shared/domain/storage.ts'
import { fileName } from '../../i18n/file-name.ts'
import css from './image-chain.module.css'

const problems = {
  missing: 'disk.problemMissing',
  unreadable: 'disk.problemUnreadable',
  'not-a-file': 'disk.problemNotAFile',
} as const

/** The files that a disk is made of, the one that is written to on top. Nothing for a single one. */
export function ImageChain({
  disk,
  report,
}: {
  readonly disk: DiskConfig
  readonly report: ImageReport
}) {
  const { t } = useTranslation()
  if (report.backing.length === 0) return null
  return (
    <div className={css.chain}>
      <p className={css.title}>{t('disk.chain')}</p>
      <ol className={css.stack}>
        <li className={css.layer}>
          <span className={css.name} title={disk.path}>
            {fileName(disk.path)}
          </span>
          <span className={css.more}>
            {t(disk.readOnly ? 'disk.layerTopRead' : 'disk.layerTop')}
          </span>
        </li>
        {report.backing.map(({ name, format, problem }) => (
          <li key={name} className={css.layer} data-problem={problem !== null}>
            <span className={css.name} title={name}>
              {fileName(name)}
            </span>
            {problem === null ? (
              <span className={css.more}>{t('disk.layer', { format: format ?? '?' })}</span>
            ) : (
              <span className={css.problem}>
                <TriangleAlert size={14} aria-hidden="true" />
                {t(problems[problem])}
              </span>
            )}
          </li>
        ))}
      </ol>
    </div>
  )
}
