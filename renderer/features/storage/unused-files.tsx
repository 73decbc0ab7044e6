import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorData } from '../../../shared/domain/errors.ts'
import type { UnusedFile } from '../../../shared/domain/storage.ts'
import { formatBytes } from '../../i18n/format.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { FileRow, FileSection } from './file-list.tsx'
import css from './unused-files.module.css'

export interface UnusedFilesProps {
  /** null while they are not known. */
  readonly files: readonly UnusedFile[] | null
  readonly error: ErrorData | null
  /** The button that looks again. */
  readonly again: ReactNode
}

/** Images that no machine uses, to be looked through by a person. */
export function UnusedFiles({ files, error, again }: UnusedFilesProps) {
  const { t } = useTranslation()
  const bytes = (files ?? []).reduce((sum, file) => sum + file.bytes, 0)
  const textOf = (): string => {
    if (files === null) return error === null ? t('storage.unusedLooking') : ''
    if (files.length === 0) return t('storage.unusedNone')
    return t('storage.unusedText', { size: formatBytes(bytes) })
  }
  return (
    <FileSection title={t('storage.unused')} text={textOf()} beside={again}>
      {error !== null && <ErrorNotice error={error} />}
      <ul>
        {(files ?? []).map((file) => (
          <FileRow key={file.path} path={file.path}>
            <span className={css.size}>{formatBytes(file.bytes)}</span>
            {file.unfinished && <span className={css.quiet}>{t('storage.unfinished')}</span>}
          </FileRow>
        ))}
      </ul>
    </FileSection>
  )
}
